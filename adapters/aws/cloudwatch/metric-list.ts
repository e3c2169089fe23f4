import { type CloudWatchClient, ListMetricsCommand, type ListMetricsCommandInput } from "@aws-sdk/client-cloudwatch";
import type { Operation } from "../operation.ts";
import { pagesOf } from "../pages.ts";
import type { Session } from "../session.ts";

export const listMetrics: Operation = {
  action: "cloudwatch:ListMetrics",
  reason:
    "find which services Application Signals measures, and which zones load balancers are in, by their exact dimensions",
};

/** 500 metrics a page; what is beyond these pages is not seen. */
const MOST_PAGES = 20;

/** A metric as it is looked for: its namespace and name, and the names of all its dimensions. */
export interface Listed {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
}

/** The sets of dimensions under which a metric exists; `more` says that there are others. */
export interface DimensionSets {
  readonly sets: readonly Readonly<Record<string, string>>[];
  readonly more: boolean;
}

/** Lists the sets of exactly these dimensions that CloudWatch has of a metric. */
export function createMetricList(
  client: CloudWatchClient,
  session: Session,
): (listed: Listed, signal: AbortSignal) => Promise<DimensionSets> {
  const list = session.asked(listMetrics, (input: ListMetricsCommandInput, signal) =>
    client.send(new ListMetricsCommand(input), { abortSignal: signal }),
  );
  return async ({ namespace, metric, dimensions }, signal) => {
    const filter = { Namespace: namespace, MetricName: metric, Dimensions: dimensions.map((Name) => ({ Name })) };
    const { pages, more } = await pagesOf(
      (token) => list({ ...filter, ...(token !== undefined && { NextToken: token }) }, signal),
      ({ NextToken }) => NextToken,
      MOST_PAGES,
    );
    // A filter matches every set that contains it.
    const exact = pages
      .flatMap(({ Metrics = [] }) => Metrics)
      .flatMap(({ Dimensions = [] }) => (Dimensions.length === dimensions.length ? [Dimensions] : []));
    return {
      sets: exact.map((set) => Object.fromEntries(set.map(({ Name = "", Value = "" }) => [Name, Value]))),
      more,
    };
  };
}
