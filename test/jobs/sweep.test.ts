import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAws } from "../../adapters/aws/aws.ts";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { plain } from "../../src/card/card.ts";
import { createSweep, type SweptPlace } from "../../src/jobs/sweep.ts";
import type { Log } from "../../src/log/log.ts";
import { parseNotification } from "../../src/notification/parse.ts";
import type { Alarms } from "../../src/telemetry/ports/alarms.ts";
import { createClock } from "../clock.ts";
import type { ListedAlarm } from "../counterparts/aws/alarms.ts";
import { type AwsCounterpart, startAws } from "../counterparts/aws/server.ts";
import { createHouse, type House, stateOf } from "../scenarios/house.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const topics = new Set([TOPIC]);
/** Ten minutes before the clock's present. */
const SINCE = "2026-05-01T02:50:00.000Z";

let house: House;
let aws: AwsCounterpart;
let listed: ListedAlarm[];
let lines: string[];
let clock: ReturnType<typeof createClock>;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  clock = createClock();
  listed = [];
  lines = [];
  house = createHouse();
  aws = await startAws({
    telemetry: simulate({ incident: "orders-failing", seed: 1, startedAt: clock.now() }).telemetry,
    alarms: listed,
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await house.stop();
  await aws.close();
});

/** As DescribeAlarms lists it. */
function describe(name: string, more: Readonly<Record<string, unknown>> = {}): ListedAlarm {
  return {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`,
    StateValue: "ALARM",
    StateTransitionedTimestamp: Date.parse(SINCE) / 1000,
    StateReason: "Threshold Crossed: 1 datapoint [41.0 (01/05/26 02:50:00)] was greater than the threshold (5.0).",
    ActionsEnabled: true,
    AlarmActions: [TOPIC],
    ...more,
  };
}

const metric = {
  Namespace: "AWS/ApplicationELB",
  MetricName: "HTTPCode_Target_5XX_Count",
  Dimensions: [{ Name: "LoadBalancer", Value: "app/shop/1" }],
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: "GreaterThanThreshold",
};

function connect() {
  return createAws({
    account: undefined,
    region: "eu-west-1",
    endpoint: aws.endpoint,
    accounts: {},
    athena: { workgroup: "primary", database: undefined },
    limits: { calls: 400, dollars: 1 },
    queryDollars: 1,
    now: clock.now,
  });
}

/** One replica's sweep over the counterpart. */
function replica(onlyHeard = false, places?: () => readonly SweptPlace[]) {
  const connected = connect();
  const told: Log["warn"] = (fields, text) => void lines.push(`${text} ${JSON.stringify(fields)}`);
  return createSweep({
    places: places ?? (() => connected.places(topics).map((place) => ({ ...place, onlyHeard }))),
    directory: house.directory,
    load: house.app.load,
    deliver: house.app.deliver,
    intakeOf: () => "intake/web:general",
    topics,
    now: clock.now,
    log: { debug: told, info: told, warn: told, error: told },
  });
}

const settled = () => expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);
const texts = () =>
  house.channel.standing
    .filter(({ identity }) => identity.slot === "root")
    .map(({ card }) => card.blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : [])).join("\n"));

test("an alarm whose notification never came is posted once, whoever sweeps how often", async () => {
  listed.push(describe("checkout-5xx", metric));
  const [one, other] = [replica(), replica()];
  await Promise.all([one.run(), other.run()]);
  await settled();
  clock.advance(300_000);
  await Promise.all([one.run(), other.run()]);
  await settled();
  expect(house.roots()).toMatchObject([{ title: "ALARM checkout-5xx · G-1001" }]);
  expect(texts()[0]).toMatch(/^In ALARM since .*02:50.*, notification never arrived: errors 41 per min, limit 5$/);
  const { alarm, turns } = await stateOf(house, 1001);
  expect(turns).toHaveLength(1);
  expect(alarm).toMatchObject({ kind: "metric", datapointsToAlarm: 2, evaluationPeriods: 3, value: 41, swept: "lost" });
});

test("the notification itself, arriving after all, changes nothing", async () => {
  listed.push(describe("checkout-5xx", metric));
  await replica().run();
  await settled();
  await house.alarm("checkout-5xx", { at: SINCE });
  await settled();
  expect((await stateOf(house, 1001)).turns).toHaveLength(1);
  expect(house.roots()).toHaveLength(1);
});

test("an alarm that is known to fire is not told again, closed or not", async () => {
  listed.push(describe("checkout-5xx", metric));
  await house.alarm("checkout-5xx", { at: "2026-05-01T02:40:00.000Z" });
  await settled();
  await house.say("G-1001 close");
  await replica().run();
  await settled();
  expect((await stateOf(house, 1001)).turns).toHaveLength(1);
  expect(lines).toEqual([]);
});

test("an alarm of the last two minutes is given time, one that nobody is to hear is left alone", async () => {
  const young = { StateTransitionedTimestamp: clock.now().getTime() / 1000 - 119 };
  const scaling = "arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:x";
  listed.push(
    describe("young", young),
    describe("silenced", { ActionsEnabled: false }),
    describe("held-back", { AlarmRule: "ALARM(a)", ActionsSuppressedBy: "Alarm" }),
    describe("TargetTracking-table/orders", { AlarmActions: [] }),
    describe("scale-out", { AlarmActions: [scaling] }),
  );
  const sweep = replica();
  await sweep.run();
  await settled();
  expect(house.roots()).toEqual([]);
  clock.advance(2_000);
  await sweep.run();
  await expect.poll(() => house.roots().length).toBe(1);
  expect(house.roots()[0]?.title).toMatch(/^ALARM young/);
});

test("an alarm that notifies none of Gumshoe's topics says so", async () => {
  listed.push(describe("orphan", { ...metric, AlarmActions: [] }));
  await replica().run();
  await expect.poll(texts).toHaveLength(1);
  expect(texts()[0]).toMatch(/In ALARM since .*, it notifies no topic that Gumshoe hears/);
});

test("of another account only those count that notify Gumshoe's topics", async () => {
  listed.push(describe("orphan", { AlarmActions: [] }), describe("checkout-5xx", metric));
  await replica(true).run();
  await settled();
  expect(house.roots()).toMatchObject([{ title: "ALARM checkout-5xx · G-1001" }]);
});

test("a recovery that was never told is told", async () => {
  await house.alarm("checkout-5xx", { at: "2026-05-01T02:40:00.000Z" });
  await settled();
  listed.push(describe("checkout-5xx", { ...metric, StateValue: "OK" }));
  await replica().run();
  await expect.poll(() => house.roots()[0]?.title).toBe("OK checkout-5xx · G-1001");
  expect(texts()[0]).toMatch(/^Recovered at .*02:50.*, notification never arrived/);
});

test("an alarm that fires only after it was listed is not told to be well", async () => {
  await house.alarm("checkout-5xx", { at: "2026-05-01T02:40:00.000Z" });
  await settled();
  listed.push(describe("checkout-5xx", metric));
  const { alarms } = connect().telemetryFor({ account: undefined, region: undefined });
  const late: Pick<Alarms, "list"> = {
    list: async (filter, signal) => {
      const seen = await (alarms?.list(filter, signal) ?? Promise.reject(new Error("no alarms")));
      return filter.names ? seen : { ...seen, value: [] };
    },
  };
  await replica(false, () => [{ alarms: late, onlyHeard: false }]).run();
  await settled();
  expect((await stateOf(house, 1001)).turns).toHaveLength(1);
  expect(lines).toEqual([]);
});

test("of a multi-series alarm every series that fires is told to be well", async () => {
  const told = { ...JSON.parse(JSON.parse(itemOf("fleet")).Message), AlarmContributorId: "i-1" };
  const body = JSON.stringify({ ...JSON.parse(itemOf("fleet")), Message: JSON.stringify(told) });
  await house.app.deliver({ id: "one", stream: "intake/web:general", receivedAt: SINCE, body });
  await settled();
  listed.push(describe("fleet", { StateValue: "OK", StateTransitionedTimestamp: Date.parse(SINCE) / 1000 + 60 }));
  await replica().run();
  await expect.poll(async () => (await stateOf(house, 1001)).episodes.at(-1)?.state).toBe("OK");
});

/** An SNS delivery of an alarm that fires. */
function itemOf(name: string): string {
  const alarm = { AlarmName: name, NewStateValue: "ALARM", StateChangeTime: SINCE };
  const AlarmArn = `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}`;
  const envelope = { Type: "Notification", MessageId: "m", TopicArn: TOPIC, Timestamp: SINCE };
  return JSON.stringify({ ...envelope, Message: JSON.stringify({ ...alarm, AWSAccountId: "111122223333", AlarmArn }) });
}

test.each([
  ["composite", { AlarmRule: "ALARM(a) OR ALARM(b)" }],
  ["anomaly", { ThresholdMetricId: "ad1", Metrics: [{ Id: "m1", MetricStat: statOf("p99") }] }],
  [
    "math",
    {
      Threshold: 5,
      Metrics: [
        { Id: "e1", Expression: "m1 / 60" },
        { Id: "m1", MetricStat: statOf("Sum") },
      ],
    },
  ],
])("a %s alarm keeps its kind", async (kind, more) => {
  listed.push(describe("shop", more));
  await replica().run();
  await expect.poll(() => house.roots().length).toBe(1);
  expect((await stateOf(house, 1001)).alarm).toMatchObject({ kind, name: "shop", account: "111122223333" });
});

function statOf(Stat: string) {
  return { Metric: { Namespace: "Shop", MetricName: "Orders", Dimensions: [] }, Period: 60, Stat };
}

test("when alarms cannot be listed one line says so, and the next sweep finds what was missed", async () => {
  listed.push(describe("checkout-5xx", metric));
  aws.behave({ deny: ["cloudwatch:DescribeAlarms"] });
  const sweep = replica();
  await sweep.run();
  expect(lines).toEqual([expect.stringContaining("AWS does not allow cloudwatch:DescribeAlarms")]);
  aws.behave({});
  await sweep.run();
  await expect.poll(() => house.roots().length).toBe(1);
});

test("an SNS message cannot claim to have been swept", () => {
  const message = { AlarmName: "a", NewStateValue: "ALARM", StateChangeTime: SINCE, Swept: "lost" };
  const body = {
    Type: "Notification",
    MessageId: "m",
    TopicArn: TOPIC,
    Timestamp: SINCE,
    Message: JSON.stringify(message),
  };
  const parsed = parseNotification(JSON.stringify(body));
  expect(parsed.type === "alarm" && parsed.transition.alarm.swept).toBeUndefined();
});
