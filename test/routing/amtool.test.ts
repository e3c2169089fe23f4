import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { matchingRoutes } from "../../src/routing/route.ts";
import { labels, routing } from "./forms.ts";

/** Alertmanager's own answer is the measure: its command `amtool config routes test`. */
const missing = spawnSync("amtool", ["--version"]).error !== undefined;
const folder = mkdtempSync(join(tmpdir(), "routes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const NAMES = ["account", "region", "alarm", "kind"];
const VALUES = ["a", "ab", "b", "prod-1", "a.b", "HIGH", "ä", "a b"];
const PATTERNS = ["a", "a|b", "a.*", ".*b", "", "(a|ab)", "[a-c]+", "(?i)high", "prod-\\d", "a?b?", ".+", "ä|x"];

interface Tree {
  readonly matchers: readonly string[];
  readonly receiver: string | undefined;
  readonly goesOn: boolean;
  readonly routes: readonly Tree[];
}

const matcher = fc.oneof(
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom("=", "!="), fc.constantFrom(...VALUES, ""))
    .map(([name, operator, value]) => `${name}${operator}"${value}"`),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom("=~", "!~"), fc.constantFrom(...PATTERNS))
    .map(([name, operator, value]) => `${name}${operator}"${value.replaceAll("\\", "\\\\")}"`),
);
const RECEIVERS = ["r0", "r1", "r2", "r3"];
const treeOf = (depth: number): fc.Arbitrary<Tree> =>
  fc.record({
    matchers: fc.array(matcher, { maxLength: 2 }),
    receiver: fc.option(fc.constantFrom(...RECEIVERS), { nil: undefined }),
    goesOn: fc.boolean(),
    routes: depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 3 }),
  });
const alert = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs));

function toYaml({ matchers, receiver, goesOn, routes }: Tree): object {
  return {
    matchers,
    ...(receiver !== undefined && { receiver }),
    continue: goesOn,
    routes: routes.map(toYaml),
  };
}

const trees = fc.sample(
  fc.tuple(fc.array(treeOf(2), { maxLength: 4 }), fc.array(alert, { minLength: 3, maxLength: 3 })),
  {
    numRuns: 50,
    seed: 20_261_130,
  },
);

test.skipIf(missing).each(trees.map(([routes, alerts], index) => ({ index, routes, alerts })))(
  "takes the routes that Alertmanager takes, tree $index (skipped where amtool is not installed)",
  async ({ index, routes, alerts }) => {
    // JSON is YAML.
    const text = JSON.stringify({
      route: { receiver: "root", routes: routes.map(toYaml) },
      receivers: ["root", ...RECEIVERS].map((name) => ({ name })),
    });
    const file = join(folder, `${index}.yml`);
    writeFileSync(file, text);
    const { root } = routing(text);
    for (const given of alerts) {
      const pairs = Object.entries(given).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      const args = ["config", "routes", "test", `--config.file=${file}`, ...pairs];
      const { stdout } = await promisify(execFile)("amtool", args);
      const taken = matchingRoutes(root, labels(given)).map(({ receiver }) => receiver.name);
      expect.soft(taken.join(","), `${JSON.stringify(given)} in ${text}`).toBe(stdout.trim());
    }
  },
);
