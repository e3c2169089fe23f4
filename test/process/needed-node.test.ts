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

test("what a start compiles is kept for the next, outside of what is committed", async () => {
  const told = 'import module from "node:module"; console.log(module.getCompileCacheDir());';
  const { stdout } = await run(process.execPath, [
    "--import",
    "./src/needed-node.mjs",
    "--input-type=module",
    "-e",
    told,
  ]);
  expect(stdout).toMatch(/node_modules\/\.cache\/compiled/);
});
