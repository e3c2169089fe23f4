import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";

const now = (): Date => new Date("2026-03-10T09:30:00Z");
let aws: AwsCounterpart;
beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  aws = await startAws({
    telemetry: simulate({ incident: "search-wobble", seed: 1, startedAt: now(), now }).telemetry,
  });
});
afterAll(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

test("each permission that AWS refuses is a problem with its remedy, until AWS allows it", async () => {
  const { permissions } = connectTo(aws.endpoint, { now });
  await permissions.look();
  expect(permissions.list()).toEqual([]);
  const refused = ["logs:DescribeLogGroups", "xray:GetTraceSummaries", "lambda:ListFunctions"];
  aws.behave({ deny: refused });
  await permissions.look();
  await permissions.look();
  expect([...permissions.list()].sort()).toEqual(
    refused.sort().map((action) => `In eu-west-1 AWS does not allow ${action}: allow ${action} to Gumshoe's role.`),
  );
  aws.behave({ deny: [] });
  await permissions.look();
  expect(permissions.list()).toEqual([]);
});
