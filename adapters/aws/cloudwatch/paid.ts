import type { GetMetricDataCommandOutput, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { METRIC_DOLLARS } from "../../../src/telemetry/resources/price.ts";
import type { Next } from "../call/pages.ts";

/** The input of GetMetricData, in epoch seconds; with a token for a further page. */
export interface MetricDataInput extends Next {
  readonly queries: MetricDataQuery[];
  readonly start: number;
  readonly end: number;
}

/** A Metrics Insights query, or a search, alone or in a function. */
const READS_METRICS = /^\s*SELECT\s|\bSEARCH\s*\(/i;
/** A single search and nothing else. */
const ONE_SEARCH = /^\s*SEARCH\s*\(\s*'[^']*'\s*,\s*'[^']*'\s*(?:,\s*\d+\s*)?\)\s*$/;

/**
 * AWS bills every requested metric, and every metric that an expression reads. The number of these is known only for a search that is
 * not aggregated: each metric is a line. https://aws.amazon.com/cloudwatch/pricing/
 */
export function priceOf(
  { queries, NextToken: further }: MetricDataInput,
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
