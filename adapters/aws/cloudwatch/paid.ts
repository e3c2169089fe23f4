import type { GetMetricDataCommandOutput, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { METRIC_DOLLARS } from "../../../src/telemetry/resources/price.ts";
import type { Next } from "../call/pages.ts";

/** What GetMetricData is asked for, in epoch seconds; with a token for a further page. */
export interface Asked extends Next {
  readonly queries: MetricDataQuery[];
  readonly start: number;
  readonly end: number;
}

/** Metrics Insights, and searches, by themselves or in a function. */
const READS_METRICS = /^\s*SELECT\s|\bSEARCH\s*\(/i;
/** A search in its quotes, with nothing around it. */
const ONE_SEARCH = /^\s*SEARCH\s*\(\s*'[^']*'\s*,\s*'[^']*'\s*(?:,\s*\d+\s*)?\)\s*$/;

/**
 * Every metric that is asked for is paid, and of an expression every metric that it looks at. How many those are is known only of a
 * search that is not summed up: each is a line. https://aws.amazon.com/cloudwatch/pricing/
 */
export function priceOf(
  { queries, NextToken: further }: Asked,
  { MetricDataResults = [], NextToken }: GetMetricDataCommandOutput,
): number | { readonly atLeast: number } {
  if (further !== undefined) return 0;
  const plain = queries.filter(({ MetricStat }) => MetricStat !== undefined).length;
  const [expression] = queries.flatMap(({ Expression = "" }) => (READS_METRICS.test(Expression) ? [Expression] : []));
  if (expression === undefined) return plain * METRIC_DOLLARS;
  const lines = new Set(MetricDataResults.map(({ Id, Label }) => `${Id}\n${Label}`)).size;
  const known = (plain + lines) * METRIC_DOLLARS;
  return NextToken === undefined && ONE_SEARCH.test(expression) ? known : { atLeast: known };
}
