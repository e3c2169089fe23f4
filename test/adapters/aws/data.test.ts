import { expect, test } from "vitest";
import { collected } from "../../../adapters/aws/cloudwatch/data.ts";

type Page = Parameters<typeof collected>[0][number];
type Status = NonNullable<Page["MetricDataResults"]>[number]["StatusCode"];

const pages = (...statuses: readonly Status[]): readonly Page[] =>
  statuses.map((StatusCode, index) => ({
    $metadata: {},
    MetricDataResults: [
      { Id: "m0", Label: "Latency", Timestamps: [new Date(index * 60_000)], Values: [1], StatusCode },
    ],
  }));

test.each<readonly [string, readonly Status[], boolean, readonly string[]]>([
  ["in one piece", ["Complete"], false, []],
  ["in parts, all of which came", ["PartialData", "PartialData", "Complete"], false, []],
  [
    "in parts, the last of which never came",
    ["PartialData", "PartialData"],
    false,
    ["CloudWatch gave a part of Latency"],
  ],
  [
    "on more pages than are read",
    ["PartialData"],
    true,
    ["CloudWatch gave a part of Latency", "more points than are read at once"],
  ],
  ["forbidden", ["Forbidden"], false, ["CloudWatch does not show Latency"]],
  ["failed", ["InternalError"], false, ["CloudWatch failed on Latency"]],
])("a metric that comes %s has the gaps that it has", (_, statuses, more, reasons) => {
  const { gaps } = collected(pages(...statuses), more);
  expect(gaps.map(({ reason }) => reason)).toEqual(reasons);
});
