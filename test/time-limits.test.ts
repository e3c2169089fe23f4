import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What makes a test depend on how busy the machine is; limits for what hangs stand in vitest.config.ts, timings in bench/. */
const limits: readonly (readonly [what: string, RegExp])[] = [
  ["a limit of its own on a test or poll", /\{\s*(?:interval: [\d_]+,\s*)?timeout: [\d_]+/],
  ["a limit of its own on a hook", /^ {0,4}\}, [\d_]+\);$/m],
  ["a wait with a limit of its own", /vi\.waitFor|vi\.waitUntil/],
  ["an expectation of a duration", /expect\([^)]*\b(?:ms|Ms|elapsed|took)\b[^)]*\)\.toBeLess/],
];

const files = globSync("test/**/*.ts", { cwd: new URL("..", import.meta.url) });

test.each(files)("%s depends on no clock of the machine", (file) => {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
  for (const [what, shape] of limits) expect.soft(shape.exec(text)?.[0], what).toBeUndefined();
});
