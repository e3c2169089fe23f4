import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Pack } from "../../src/packs/pack.ts";
import { packs } from "../../src/packs/packs.ts";

const alarms = packs.flatMap((pack) => pack.alarms.map((alarm) => [`${pack.service} ${alarm.id}`, alarm] as const));

test.each(alarms)("%s can be put as it is", (_name, { name, period, periods, datapoints, threshold, op }) => {
  expect(datapoints).toBeLessThanOrEqual(periods);
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  expect(period * periods).toBeLessThanOrEqual(period < 3_600 ? 86_400 : 604_800);
  // More than the most that there was, or less than the least: else it fires on a usual day.
  if (typeof threshold === "object") {
    expect({ name, of: threshold.of }).toEqual({ name, of: op.startsWith(">") ? "highest" : "lowest" });
    expect(threshold.of === "highest" ? threshold.times > 1 : threshold.times < 1).toBe(true);
  }
});

test("every pack has an alarm, but those without metrics, and those of one job or one limit that the console makes an alarm of", () => {
  const without = packs
    .filter((pack) => pack.alarms.length === 0 && Object.keys(pack.metrics).length > 0)
    .map(({ service }) => service);
  expect(without).toEqual(["emr-serverless-job", "redshift-usage-limit"]);
});

/** AWS's own recommendations: a heading for each namespace, a row for each alarm. */
const table = new URL("../../../shared/aws/RECOMMENDED-ALARMS.md", import.meta.url);
const recommended = existsSync(table) ? recommendationsIn(readFileSync(table, "utf8")) : [];

describe.skipIf(recommended.length === 0)("what AWS recommends (skipped where its table is absent)", () => {
  const ofPacks = recommended.flatMap((row) => {
    // AWS's table has it fire when more messages arrive than should.
    if (row.name === "SMSSuccessRate") return [];
    const pack = packs.find((each) => isOf(each, row));
    return pack ? [[`${pack.service}: ${row.name} ${row.statistic}`, pack, row] as const] : [];
  });
  test.each(ofPacks)("%s is in the pack as AWS has it", (_name, pack, row) => {
    const { namespace: _, dimensions: __, threshold, ...shape } = row;
    const ours = pack.alarms.find(({ name }) => name === row.name);
    expect(ours).toMatchObject(threshold === undefined ? shape : { ...shape, threshold });
  });
});

interface Recommendation {
  readonly namespace: string;
  readonly dimensions: readonly string[];
  readonly name: string;
  readonly statistic: string;
  readonly op: string;
  /** Undefined if it depends on the resource. */
  readonly threshold: number | undefined;
  readonly period: number;
  readonly datapoints: number;
  readonly periods: number;
  readonly missing: string;
}

function isOf(pack: Pack, { namespace, dimensions }: Recommendation): boolean {
  const own = [...pack.dimensions].sort().join();
  return pack.namespace === namespace && own === [...dimensions].sort().join();
}

function recommendationsIn(text: string): readonly Recommendation[] {
  return text.split(/^## /m).flatMap((part) => {
    const [namespace = ""] = part.split("\n");
    return [...part.matchAll(/^\| (.+) \|$/gm)].flatMap(([, row = ""]) => {
      const [name = "", dimensions = "", statistic = "", op = "", threshold, period, often = "", missing = ""] =
        row.split(" | ");
      if (!/^\d+\/\d+$/.test(often)) return [];
      const [datapoints, periods] = often.split("/").map(Number);
      return [
        {
          namespace,
          dimensions: dimensions.split("+").map((each) => each.replace(/=.*$/, "")),
          name,
          statistic,
          op,
          threshold: threshold === "(yours)" ? undefined : Number(threshold),
          period: Number(period),
          datapoints: datapoints ?? 0,
          periods: periods ?? 0,
          missing,
        },
      ];
    });
  });
}
