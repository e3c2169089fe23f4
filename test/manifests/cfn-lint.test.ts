import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const installed = spawnSync("cfn-lint", ["--version"]).status === 0;
if (!installed) process.stderr.write("cfn-lint is not installed: templates are not linted\n");

const TEMPLATES = ["template.yaml", "linked.yaml", "gumshoe.json", "intake.yaml", "alarms/lambda.yaml"];

test.skipIf(!installed)("templates are clean under cfn-lint, warnings included", async () => {
  const files = TEMPLATES.map((name) => `manifests/aws/${name}`);
  const told = await promisify(execFile)("cfn-lint", files).then(
    ({ stdout }) => stdout,
    ({ stdout }: { readonly stdout: string }) => stdout,
  );
  expect(told).toBe("");
});
