import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

test("a Node that reads no TypeScript is refused with the one that is needed, before the program is read", async () => {
  const start = ["--import", "./src/needed-node.mjs", "src/main.ts"];
  await expect(run(process.execPath, ["--no-experimental-strip-types", ...start])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Gumshoe needs Node 22\.18 or newer; this is Node [\d.]+\. .*\n$/),
  });
  const { engines, scripts } = JSON.parse(await readFile("package.json", "utf8"));
  expect(engines.node).toContain("^22.18.0");
  expect(scripts.start).toBe(["node", ...start].join(" "));
});
