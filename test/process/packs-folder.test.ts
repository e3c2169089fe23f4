import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../../src/process/config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "packs-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The example of the page. */
const page = readFileSync(new URL("../../docs/packs.md", import.meta.url), "utf8");
const [, example = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];

const read = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return readConfig({ PACKS: folder }).PACKS;
};

test("the example of docs/packs.md is a pack, in YAML and in JSON", () => {
  const [pack] = read({ "checkout.yaml": example, "README.md": "no pack" });
  expect(pack).toMatchObject({ service: "checkout", rules: [{ id: "checkout-queue" }], alarms: [{ threshold: 800 }] });
  const renamed = { ...pack, service: "copy", kind: "Shop::Copy", rules: [] };
  expect(read({ "copy.json": JSON.stringify(renamed) })).toHaveLength(2);
});

test.each<[mistake: string, from: string | RegExp, to: string, words: RegExp]>([
  [
    "a metric that is not declared",
    "metric: queue",
    "metric: queues",
    /checkout\.yaml line \d+: all: metrics has no queues/,
  ],
  ["a rule of another's name", "id: checkout-queue", "id: queue-full", /line 10: id: begins with checkout-/],
  ["an unknown key", "neighbours:", "neighbors:", /line \d+: .*neighbors/],
  ["an alarm that never fires", "datapoints: 3", "datapoints: 5", /line \d+: datapoints: is more than periods/],
  ["a period that CloudWatch refuses", "period: 60", "period: 45", /period: is 10, 20, 30 or a multiple of 60 seconds/],
  ["a statistic that is none", "statistic: Sum", "statistic: Mean", /statistic: is no statistic/],
  [
    "a query with an unknown parameter",
    "/shop/checkout\n",
    "/shop/{{stage}}\n",
    /text: has \{\{stage\}\}, which is no parameter/,
  ],
  [
    "the kind of a pack that is there",
    "Shop::Checkout",
    "AWS::SQS::Queue",
    /line 5: kind: another pack is called AWS::SQS::Queue/,
  ],
  ["no YAML", "rules:", "rules: [", /checkout\.yaml line \d+/],
])("%s is told with its line", (_mistake, from, to, words) => {
  expect(() => read({ "checkout.yaml": example.replace(from, to) })).toThrow(words);
});

test("a folder that is not there, or has no pack, is told", () => {
  expect(() => read({})).toThrow(/PACKS .* has no pack/);
  expect(() => readConfig({ PACKS: join(folder, "none") })).toThrow(/PACKS cannot be read/);
});
