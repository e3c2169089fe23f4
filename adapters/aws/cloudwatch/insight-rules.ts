import {
  type CloudWatchClient,
  DescribeInsightRulesCommand,
  GetInsightRuleReportCommand,
} from "@aws-sdk/client-cloudwatch";
import { figure } from "../../../src/card/number.ts";
import { columnsOf, type ReadListing } from "../call/listing.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const insightOperations = {
  describeInsightRules: { action: "cloudwatch:DescribeInsightRules", reason: "list the rules of Contributor Insights" },
  getInsightRuleReport: {
    action: "cloudwatch:GetInsightRuleReport",
    reason: "say who contributes most to what a rule of Contributor Insights counts",
  },
} as const satisfies Readonly<Record<string, Operation>>;

const MOST_PAGES = 4;
/** The most contributors of one report. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetInsightRuleReport.html */
const MOST = 100;

/** The rules of Contributor Insights; those that are off first. */
export function createInsightRules(client: CloudWatchClient, session: Session): ReadListing {
  const list = session.asked(insightOperations.describeInsightRules, (next: Next, abortSignal) =>
    client.send(new DescribeInsightRulesCommand({ ...next, MaxResults: 500 }), { abortSignal }),
  );
  return async (_, signal) => {
    const { pages, more } = await pagesOf((next) => list(next, signal), MOST_PAGES);
    const rows = pages
      .flatMap(({ InsightRules = [] }) => InsightRules)
      .map(({ Name = "", State = "", ManagedRule }) => [
        Name,
        State.toLowerCase(),
        ManagedRule ? "AWS" : "this account",
      ])
      .toSorted((one, other) => Number(one[1] === "enabled") - Number(other[1] === "enabled"));
    const gaps = more ? [{ what: "rules", reason: "there are more; not all were read" }] : [];
    return { value: { columns: columnsOf("Rule", "State", "Made by"), rows }, gaps };
  };
}

/** Who contributes most to what a rule counts, most first. */
export function createInsightContributors(client: CloudWatchClient, session: Session): ReadListing {
  const report = session.asked(
    insightOperations.getInsightRuleReport,
    (
      input: { readonly rule: string; readonly start: number; readonly end: number; readonly period: number },
      abortSignal,
    ) =>
      client.send(
        new GetInsightRuleReportCommand({
          RuleName: input.rule,
          StartTime: new Date(input.start * 1000),
          EndTime: new Date(input.end * 1000),
          Period: input.period,
          MaxContributorCount: MOST,
          OrderBy: "Sum",
        }),
        { abortSignal },
      ),
  );
  return async ({ values: { rule = "" }, window: { start, end } }, signal) => {
    const period = Math.max(60, Math.ceil((end - start) / 60) * 60);
    const {
      Contributors = [],
      KeyLabels = [],
      AggregateValue: all = 0,
    } = await report({ rule, start, end, period }, signal);
    const rows = Contributors.map(({ Keys = [], ApproximateAggregateValue: value = 0 }) => [
      ...KeyLabels.map((_label, index) => Keys[index] ?? ""),
      figure(value),
      all > 0 ? `${Math.round((100 * value) / all)} %` : "–",
    ]);
    return { value: { columns: columnsOf(...KeyLabels, "#Value", "#Share"), rows }, gaps: [] };
  };
}
