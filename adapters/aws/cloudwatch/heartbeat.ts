import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { HeartbeatAdapter } from "../../../src/process/heartbeat.ts";
import { createConnection } from "../call/connection.ts";
import { toNotSeen } from "../call/failure.ts";
import type { Operation } from "../call/operation.ts";

/** The metric that the alarm on Gumshoe itself watches. */
export const HEARTBEAT = "Heartbeat";

export const putMetricData: Operation = {
  action: "cloudwatch:PutMetricData",
  reason: "tell each minute that Gumshoe lives, where HEARTBEAT_NAMESPACE is set",
  when: { StringLike: { "cloudwatch:namespace": "Gumshoe*" } },
};

/** One data point a minute of each replica, in Gumshoe's own account and Region. The SDK is loaded with the first. */
export const heartbeat: HeartbeatAdapter = {
  connect({ HEARTBEAT_NAMESPACE: Namespace, AWS_REGION: region, AWS_ENDPOINT_URL: endpoint }) {
    if (Namespace === undefined) return undefined;
    const load = async () => {
      const sdk = await import("@aws-sdk/client-cloudwatch");
      const client: CloudWatchClient = new sdk.CloudWatchClient(
        createConnection({ region, ...(endpoint !== undefined && { endpoint }) }),
      );
      return { client, PutMetricDataCommand: sdk.PutMetricDataCommand };
    };
    let loaded: ReturnType<typeof load> | undefined;
    return async (Timestamp) => {
      loaded ??= load();
      const { client, PutMetricDataCommand } = await loaded;
      const MetricData = [{ MetricName: HEARTBEAT, Timestamp, Value: 1, Unit: "Count" as const }];
      await client.send(new PutMetricDataCommand({ Namespace, MetricData })).catch((error: unknown) => {
        throw toNotSeen(putMetricData, error);
      });
    };
  },
};
