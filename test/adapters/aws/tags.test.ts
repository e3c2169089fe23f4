import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";

const now = new Date();
const arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-5xx";
const Tags = [
  { Key: "team", Value: "payments" },
  { Key: "owner", Value: "" },
  { Key: "aws:cloudformation:stack-name", Value: "shop" },
];

let aws: AwsCounterpart;
beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  const { telemetry } = simulate({ incident: "orders-failing", seed: 3, startedAt: now, now: () => now });
  aws = await startAws({
    telemetry,
    alarms: [{ AlarmName: "checkout-5xx", AlarmArn: arn, StateValue: "ALARM", Tags }],
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

const asked = () => aws.calls.filter(({ action }) => action.endsWith("ListTagsForResource")).length;

test("only the tags that are named are read, once for many notifications", async () => {
  const { tagsOf } = connectTo(aws.endpoint, { account: "111122223333", tags: ["team", "owner"] });
  expect(await Promise.all([tagsOf(arn), tagsOf(arn)])).toEqual([{ team: "payments" }, { team: "payments" }]);
  expect(asked()).toBe(1);
});

test("alarms of accounts that are not connected, and no names, ask nothing", async () => {
  const { tagsOf } = connectTo(aws.endpoint, { account: "444455556666", tags: ["team"] });
  expect(await tagsOf(arn)).toEqual({});
  expect(await connectTo(aws.endpoint, { account: "111122223333", tags: [] }).tagsOf(arn)).toEqual({});
  expect(asked()).toBe(0);
});

test("a refusal is said once, and no further alarm waits for it", async () => {
  aws.behave({ deny: ["cloudwatch:ListTagsForResource"] });
  const told: string[] = [];
  const note = (fields: object) => void told.push(JSON.stringify(fields));
  const log = { debug: note, info: note, warn: note, error: note };
  const { tagsOf } = connectTo(aws.endpoint, { account: "111122223333", tags: ["team"], now: () => now, log });
  expect([await tagsOf(arn), await tagsOf(arn), await tagsOf(`${arn}-2`)]).toEqual([{}, {}, {}]);
  expect(told).toEqual([expect.stringContaining("AWS does not allow cloudwatch:ListTagsForResource")]);
});
