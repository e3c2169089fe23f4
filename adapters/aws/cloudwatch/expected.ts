import {
  type AnomalyDetector,
  type CloudWatchClient,
  DescribeAnomalyDetectorsCommand,
  type DescribeAnomalyDetectorsCommandInput,
} from "@aws-sdk/client-cloudwatch";
import type { MetricQuery } from "../../../src/findings/measured.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { fromDimensions, toDimensions } from "./dimensions.ts";

export const describeAnomalyDetectors: Operation = {
  action: "cloudwatch:DescribeAnomalyDetectors",
  reason: "know whether CloudWatch has a trained anomaly detector for a metric, for the band of the metrics command",
};

const MOST_PAGES = 5;

/** Whether CloudWatch has a trained anomaly detector for exactly this metric, these dimensions and this statistic. */
export function createTrained(
  client: CloudWatchClient,
  session: Session,
): (query: MetricQuery, signal: AbortSignal) => Promise<boolean> {
  const describe = session.asked(describeAnomalyDetectors, (input: DescribeAnomalyDetectorsCommandInput, signal) =>
    client.send(new DescribeAnomalyDetectorsCommand(input), { abortSignal: signal }),
  );
  return async (query, signal) => {
    const filter: DescribeAnomalyDetectorsCommandInput = {
      Namespace: query.namespace,
      MetricName: query.metric,
      Dimensions: toDimensions(query.dimensions),
      AnomalyDetectorTypes: ["SINGLE_METRIC"],
    };
    const { pages } = await pagesOf((next) => describe({ ...filter, ...next }, signal), MOST_PAGES);
    return pages.flatMap(({ AnomalyDetectors = [] }) => AnomalyDetectors).some((each) => isTrainedOn(each, query));
  };
}

function isTrainedOn({ StateValue, SingleMetricAnomalyDetector: own }: AnomalyDetector, query: MetricQuery): boolean {
  if (StateValue !== "TRAINED" || own?.Stat !== query.statistic) return false;
  if (own.Namespace !== query.namespace || own.MetricName !== query.metric) return false;
  const dimensions = fromDimensions(own.Dimensions);
  return keyOf(dimensions) === keyOf(query.dimensions);
}

function keyOf(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort());
}
