import { type CloudWatchClient, ListMetricsCommand, type ListMetricsCommandInput } from "@aws-sdk/client-cloudwatch";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { fromDimensions } from "./dimensions.ts";

export const listMetrics: Operation = {
  action: "cloudwatch:ListMetrics",
  reason:
    "find the services of Application Signals, their callees, the zones of load balancers, and the resources of a pack, by exact dimensions",
};

/** The most pages that are read, with 500 metrics each. */
const MOST_PAGES = 20;

/** A metric to look for: its namespace, its name, and the names of its dimensions. */
export interface Listed {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
}

/** The sets of dimensions under which a metric exists; `more`: there are further sets. */
export interface DimensionSets {
  readonly sets: readonly Readonly<Record<string, string>>[];
  readonly more: boolean;
}

/** Lists the sets of dimensions of a metric, including those with more dimensions than were named. With `account` those of a linked account. */
export function createMetricList(
  client: CloudWatchClient,
  session: Session,
  account?: string,
): (listed: Listed, signal: AbortSignal) => Promise<DimensionSets> {
  const list = session.asked(listMetrics, (input: ListMetricsCommandInput, signal) =>
    client.send(new ListMetricsCommand(input), { abortSignal: signal }),
  );
  return async ({ namespace, metric, dimensions }, signal) => {
    const filter: ListMetricsCommandInput = {
      Namespace: namespace,
      MetricName: metric,
      Dimensions: dimensions.map((Name) => ({ Name })),
      ...(account !== undefined && { IncludeLinkedAccounts: true, OwningAccount: account }),
    };
    const { pages, more } = await pagesOf((next) => list({ ...filter, ...next }, signal), MOST_PAGES);
    const sets = pages.flatMap(({ Metrics = [] }) => Metrics.map(({ Dimensions = [] }) => Dimensions));
    return {
      sets: sets.map(fromDimensions),
      more,
    };
  };
}
