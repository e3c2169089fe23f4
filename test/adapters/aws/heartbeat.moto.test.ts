import { CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { beforeAll, expect, test } from "vitest";
import { heartbeat } from "../../../adapters/aws/cloudwatch/heartbeat.ts";
import { readConfig } from "../../../src/process/config.ts";
import { useMoto } from "../../counterparts/moto.ts";

const { endpoint, missing } = await useMoto();

beforeAll(() => {
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
});

test.skipIf(missing !== undefined)("CloudWatch has a heartbeat (skipped where moto does not start)", async () => {
  const beat = heartbeat.connect(readConfig({ HEARTBEAT_NAMESPACE: "Gumshoe", AWS_ENDPOINT_URL: endpoint }));
  await beat?.(new Date());
  const cloudwatch = new CloudWatchClient({ region: "us-east-1", endpoint });
  const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace: "Gumshoe" }));
  expect(Metrics?.map(({ MetricName }) => MetricName)).toEqual(["Heartbeat"]);
});

test("there is none where no namespace is set, and none of another's name", () => {
  expect(heartbeat.connect(readConfig({}))).toBeUndefined();
  expect(() => readConfig({ HEARTBEAT_NAMESPACE: "AWS/EC2" })).toThrow(/HEARTBEAT_NAMESPACE is not a namespace/);
});
