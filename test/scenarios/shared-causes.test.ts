import { afterEach, expect, test, vi } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import type { StandingAlarm } from "../../src/telemetry/ports/alarms.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { connectTo } from "../counterparts/aws/connect.ts";
import { type AwsContent, startAws } from "../counterparts/aws/server.ts";
import { healthIssue } from "../notification/health-event.ts";
import { createHouse, envelope, type House } from "./house.ts";

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  vi.unstubAllEnvs();
});

const MANY = 14;
const numbers = Array.from({ length: MANY }, (_, index) => index);
const card = (house: House): string => JSON.stringify(house.channel.standing[0]?.card);
const { telemetry: shop } = simulate({ incident: "search-wobble", seed: 1, startedAt: new Date() });

type Where = { readonly account: string; readonly region: string };
const home: Where = { account: "123456789012", region: "eu-west-1" };

function well(name: string, { account, region }: Where, namespace: string): StandingAlarm {
  return {
    name,
    arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    kind: "metric",
    silenced: false,
    state: "OK",
    since: 0,
    reason: "",
    actions: [],
    metric: { namespace, metric: "Errors", dimensions: { Name: name }, statistic: "Sum", period: 60 },
  };
}

const unasked = () => Promise.reject(new Error("nobody asks this of a storm"));

/** Nothing but alarms: those that are well at home, and those elsewhere. */
function open(here: readonly StandingAlarm[], elsewhere: readonly StandingAlarm[] = []): House {
  const seen = <T>(value: T) => ({ value, horizon: Date.now() / 1000, gaps: [] });
  const telemetry: Telemetry = {
    ...shop,
    topology: { graph: async () => seen({ components: [], edges: [] }) },
    alarms: { list: async () => seen(here), history: unasked, put: unasked, mute: unasked, unmute: unasked },
  };
  const house = createHouse({ telemetry, wellAlarms: async () => seen(elsewhere) });
  closing.push(() => house.stop());
  return house;
}

const fire = (house: House, where: Where, namespace: string) =>
  Promise.all(
    numbers.map((each) => house.alarm(`a-${each}`, { ...where, namespace, dimensions: { Name: `f-${each}` } })),
  );
const wellAt = (where: Where, namespace: string) => numbers.map((each) => well(`w-${each}`, where, namespace));

test("a storm of a whole Region names the Region, where alarms in others are well", async () => {
  const house = open([], wellAt({ ...home, region: "us-east-1" }, "Shop"));
  await fire(house, home, "Shop");
  await expect
    .poll(() => card(house))
    .toMatch(/In common \(likely\): 14 of 14 alarms are in eu-west-1, none of 14 resources without an alarm is/);
});

test("a storm of one account names the account", async () => {
  const house = open([], wellAt({ ...home, account: "444455556666" }, "Shop"));
  await fire(house, home, "Shop");
  await expect
    .poll(() => card(house))
    .toMatch(
      /In common \(likely\): 14 of 14 alarms are in account 123456789012, none of 14 resources without an alarm/,
    );
});

test("an alarm that fires is not among those that are well elsewhere, nor is one at home counted twice", async () => {
  const here = wellAt(home, "Shop");
  const house = open(here, [...here, ...numbers.map((each) => well(`a-${each}`, home, "Shop"))]);
  await fire(house, home, "Shop");
  await expect.poll(() => card(house)).toMatch(/Compared with 14 resources without an alarm/);
});

test("a storm of one AWS service names the service, and AWS Health confirms it", async () => {
  const house = open([...wellAt(home, "AWS/SQS"), well("w-f", home, "AWS/DynamoDB")]);
  await fire(house, home, "AWS/Lambda");
  await expect
    .poll(() => card(house))
    .toMatch(
      /In common \(likely\): 14 of 14 alarms are of or call AWS's Lambda in eu-west-1, none of 15 resources without an alarm does/,
    );
  const receivedAt = new Date().toISOString();
  const body = envelope("h", healthIssue("LAMBDA", new Date()));
  await house.app.deliver({ id: "h", stream: "intake/web:general", receivedAt, body });
  await expect
    .poll(() => card(house))
    .toMatch(/In common \(confirmed\): 14 of 14 .*AWS Health: AWS_LAMBDA_OPERATIONAL_ISSUE of LAMBDA in eu-west-1/);
  expect(house.roots()).toHaveLength(1);
});

test("instances of a lost zone are one message that names it by its id, though the alarms tell no zone at all", async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  const instance = (index: number, zone: string) => ({
    id: `i-${zone.at(-1)}${String(index).padStart(16, "0")}`,
    zone,
    image: "ami-1",
    type: "m7g.large",
  });
  const lost = numbers.map((each) => instance(each, "eu-west-1a"));
  const quiet = numbers.map((each) => instance(each, "eu-west-1b"));
  const content: AwsContent = {
    telemetry: shop,
    ec2: { zones: { "eu-west-1a": "euw1-az3", "eu-west-1b": "euw1-az1" }, instances: [...lost, ...quiet] },
    alarms: quiet.map(({ id }) => ({
      AlarmName: `cpu-${id}`,
      AlarmArn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:cpu-${id}`,
      StateValue: "OK",
      Namespace: "AWS/EC2",
      MetricName: "StatusCheckFailed",
      Dimensions: [{ Name: "InstanceId", Value: id }],
    })),
  };
  const aws = await startAws(content);
  closing.push(() => aws.close());
  const telemetry = connectTo(aws.endpoint).telemetryFor({ account: undefined, region: undefined });
  const house = createHouse({ telemetry });
  closing.push(() => house.stop());
  await Promise.all(
    lost.map(({ id }) => house.alarm(`cpu-${id}`, { ...home, namespace: "AWS/EC2", dimensions: { InstanceId: id } })),
  );
  await expect
    .poll(() => card(house))
    .toMatch(/In common \(likely\): 14 of 14 alarms are in zone euw1-az3, none of 14 resources without an alarm is/);
  expect(house.roots()).toHaveLength(1);
});
