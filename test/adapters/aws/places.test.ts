import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import type { Places } from "../../../src/telemetry/ports/places.ts";
import { placesContract } from "../../contracts/places.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsContent, type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";
import { useMoto } from "../../counterparts/moto.ts";

const signal = new AbortController().signal;
const zones = { "eu-west-1a": "euw1-az3", "eu-west-1b": "euw1-az1" };
const instance = { id: "i-0123456789abcdef0", zone: "eu-west-1a", image: "ami-1", type: "m7g.large" };
const many = Array.from({ length: 450 }, (_, index) => ({
  ...instance,
  id: `i-${String(index).padStart(17, "0")}`,
  zone: "eu-west-1b",
}));
const targets = { LoadBalancer: "app/shop/1", TargetGroup: "targetgroup/cart/2" };
const healthy = (AvailabilityZone: string, dimensions = targets) => ({
  namespace: "AWS/ApplicationELB",
  metric: "HealthyHostCount",
  dimensions: { ...dimensions, AvailabilityZone },
});
const content: AwsContent = {
  telemetry: simulate({ incident: "search-wobble", seed: 1, startedAt: new Date() }).telemetry,
  ec2: { zones, instances: [instance, ...many.slice(1)] },
  listed: [
    healthy("eu-west-1a"),
    healthy("eu-west-1b"),
    { ...healthy("eu-west-1a"), dimensions: targets },
    {
      ...healthy("eu-west-1a"),
      metric: "RequestCount",
      dimensions: { LoadBalancer: "app/shop/1", AvailabilityZone: "eu-west-1a" },
    },
  ],
};
let aws: AwsCounterpart;
let source: ReturnType<typeof connectTo>;

function open(): Places {
  const { places } = source.telemetryFor({ account: undefined, region: undefined });
  if (!places) throw new Error("AWS has no places");
  return places;
}

const askedFor = (action: string) => aws.calls.filter((call) => call.action === action);

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  aws = await startAws(content);
  source = connectTo(aws.endpoint);
});
afterAll(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

placesContract("AWS on loopback", () => ({ places: open(), instance, zones }));

describe("over the wire", () => {
  test("zones and instances are asked for once, whoever asks", async () => {
    await open().zones(signal);
    await open().instances([instance.id], signal);
    expect(askedFor("ec2:DescribeAvailabilityZones")).toHaveLength(1);
    const before = askedFor("ec2:DescribeInstances").length;
    await open().instances([instance.id], signal);
    expect(askedFor("ec2:DescribeInstances")).toHaveLength(before);
  });

  test("hundreds of instances take a call for each 200", async () => {
    const before = askedFor("ec2:DescribeInstances").length;
    const { value } = await open().instances(
      many.slice(1).map(({ id }) => id),
      signal,
    );
    expect(value.size).toBe(449);
    expect(askedFor("ec2:DescribeInstances")).toHaveLength(before + 3);
  });

  test("target groups and load balancers have an instance in each zone that their metrics tell", async () => {
    const { value } = await open().spread(signal);
    expect(
      value.map(({ id, instances }) => [id, instances?.map(({ attributes }) => attributes.AvailabilityZone)]),
    ).toEqual([
      ["app/shop/1", ["eu-west-1a"]],
      ["targetgroup/cart/2", ["eu-west-1a", "eu-west-1b"]],
    ]);
  });

  test.each([
    ["zones", "ec2:DescribeAvailabilityZones", (places: Places) => places.zones(signal)],
    ["instances", "ec2:DescribeInstances", (places: Places) => places.instances([instance.id], signal)],
  ])("%s that AWS does not tell are not seen, with the remedy", async (_, action, ask) => {
    const guarded = await startAws(content, { deny: [action] });
    const { places } = connectTo(guarded.endpoint).telemetryFor({ account: undefined, region: undefined });
    await expect(ask(places!)).rejects.toMatchObject({ remedy: `allow ${action} to Gumshoe's role` });
    await guarded.close();
  });

  test("an account without a way into it says so", async () => {
    const scope = { account: "444455556666", region: undefined };
    const { places } = connectTo(aws.endpoint, { account: "111122223333" }).telemetryFor(scope);
    await expect(places!.zones(signal)).rejects.toThrow(/is not connected/);
  });
});

const moto = await useMoto();

describe.skipIf(moto.missing !== undefined)("EC2 of moto (skipped where it does not start)", () => {
  let ran: typeof instance;
  beforeAll(async () => {
    const client = new EC2Client({ region: "eu-west-1", endpoint: moto.endpoint });
    const { Instances = [] } = await client.send(
      new RunInstancesCommand({
        ImageId: "ami-12c6146b",
        InstanceType: "t3.micro",
        MinCount: 1,
        MaxCount: 1,
        Placement: { AvailabilityZone: "eu-west-1b" },
      }),
    );
    ran = { id: Instances[0]?.InstanceId ?? "", zone: "eu-west-1b", image: "ami-12c6146b", type: "t3.micro" };
  });

  placesContract("moto", () => {
    const { places } = connectTo(moto.endpoint).telemetryFor({ account: undefined, region: undefined });
    return { places: places!, instance: ran, zones: { "eu-west-1a": "euw1-az3", "eu-west-1b": "euw1-az1" } };
  });
});
