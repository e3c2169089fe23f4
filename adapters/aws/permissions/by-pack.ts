import type { Listing } from "../../../src/packs/listing.ts";
import { listingOf, type NamedQuery } from "../../../src/packs/named-query.ts";
import type { Pack } from "../../../src/packs/pack.ts";
import { athenaOperations } from "../athena/operations.ts";
import type { Operation } from "../call/operation.ts";
import { describeAlarms } from "../cloudwatch/alarms.ts";
import { insightOperations } from "../cloudwatch/insight-rules.ts";
import { oamOperations } from "../cloudwatch/linked-accounts.ts";
import { listMetrics } from "../cloudwatch/metric-list.ts";
import { listMetricStreams } from "../cloudwatch/metric-streams.ts";
import { getMetricData } from "../cloudwatch/metrics.ts";
import { putMetricAlarm } from "../cloudwatch/put-alarm.ts";
import { describeLogGroups } from "../logs/groups.ts";
import { getQueryResults, startQuery, stopQuery } from "../logs/insights.ts";
import { flowOperations } from "../network-flows/contributors.ts";
import { redshiftOperations } from "../redshift/statements.ts";
import { listAliases } from "../resources/canary.ts";
import { lambdaOperations } from "../resources/functions.ts";
import { getResources } from "../resources/tagged.ts";
import { prometheusOperations } from "./operations.ts";

const functions: readonly Operation[] = [lambdaOperations.listFunctions, getResources];
const listings: Readonly<Record<Listing, readonly Operation[]>> = {
  "alarm-trees": [describeAlarms],
  "alarms-asleep": [describeAlarms],
  "alarms-restless": [describeAlarms],
  "alarms-on-bands": [describeAlarms],
  "flow-contributors": Object.values(flowOperations),
  "insight-contributors": [insightOperations.getInsightRuleReport],
  "insight-rules": [insightOperations.describeInsightRules],
  "lambda-canary": [listAliases, getMetricData],
  "lambda-runtimes": [...functions, getMetricData],
  "lambda-unused": [...functions, listMetrics],
  "linked-accounts": [...Object.values(oamOperations), listMetrics],
  "metric-streams": [listMetricStreams],
  redshift: Object.values(redshiftOperations),
  "worker-sizes": [listMetrics, getMetricData],
};

/** What `pack`, `ask` and `recommend` call for a pack. All of it is in the policy. */
export function operationsOf({ metrics, alarms, queries }: Pack): readonly Operation[] {
  const health = Object.keys(metrics).length > 0 ? [listMetrics, getMetricData, describeAlarms] : [];
  const recommended = alarms.length > 0 ? [putMetricAlarm] : [];
  return [...new Set([...health, ...recommended, ...queries.flatMap(operationsOfQuery)])];
}

function operationsOfQuery(query: NamedQuery): readonly Operation[] {
  const listing = listingOf(query);
  if (listing !== undefined) return listings[listing];
  switch (query.language) {
    case "metrics":
      return [getMetricData];
    case "logs":
      return [startQuery, getQueryResults, stopQuery, describeLogGroups];
    case "sql":
      return Object.values(athenaOperations);
    case "promql":
      return prometheusOperations;
    case "ppl":
    case "redshift":
    case "listing":
      return [];
    default:
      return query.language satisfies never;
  }
}
