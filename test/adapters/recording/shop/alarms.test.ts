import fc from "fast-check";
import { expect, test } from "vitest";
import { incidents, simulate, simulateFault } from "../../../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../../../adapters/recording/shop/simulation.ts";
import { later, never, played, startedAt } from "./play.ts";

interface Message {
  readonly NewStateValue: string;
  readonly NewStateReason: string;
  readonly StateChangeTime: string;
  readonly Trigger: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Statistic?: string;
    readonly ExtendedStatistic?: string;
    readonly Dimensions: readonly { readonly name: string; readonly value: string }[];
    readonly Threshold: number;
    readonly EvaluationPeriods: number;
  };
}

function messagesOf(simulation: Simulation): readonly Message[] {
  return JSON.parse(JSON.stringify(simulation.notifications.map(({ message }) => message)));
}

const spelling: Readonly<Record<string, string>> = { SUM: "Sum", AVERAGE: "Average", MAXIMUM: "Maximum" };

/** One-minute values of the alarm's own metric, missing ones as 0, for so many minutes up to the alarm. */
async function watched(simulation: Simulation, minutes: number): Promise<readonly number[]> {
  const { Trigger: trigger } = messagesOf(simulation)[0]!;
  const query = {
    namespace: trigger.Namespace,
    metric: trigger.MetricName,
    dimensions: Object.fromEntries(trigger.Dimensions.map(({ name, value }) => [name, value])),
    statistic: trigger.ExtendedStatistic ?? spelling[trigger.Statistic!]!,
    period: 60,
  };
  const end = Math.floor(simulation.alarmAt.getTime() / 60_000) * 60;
  const { value } = await simulation.telemetry.metrics.fetch([query], { start: end - minutes * 60, end }, never);
  return Array.from(value[0]!.values, (each) => (Number.isNaN(each) ? 0 : each));
}

async function expectTrue(simulation: Simulation): Promise<void> {
  const { EvaluationPeriods: periods, Threshold: threshold } = messagesOf(simulation)[0]!.Trigger;
  const values = await watched(simulation, 60 + periods);
  const crossed = values.map((value) => value > threshold);
  expect(crossed.slice(-periods)).toEqual(new Array(periods).fill(true));
  const onset = Math.floor((simulation.alarmAt.getTime() - simulation.onsetAt.getTime()) / 60_000);
  expect(crossed.slice(0, Math.max(0, 60 + periods - onset)).some(Boolean)).toBe(false);
  const rows = crossed.slice(0, -1).map((_, index) => crossed.slice(Math.max(0, index - periods + 1), index + 1));
  expect(rows.some((row) => row.length === periods && row.every(Boolean))).toBe(false);
}

test("there are at least eleven incidents, each with its own id, and the first is AWS's own", () => {
  expect(new Set(incidents.map(({ id }) => id)).size).toBeGreaterThanOrEqual(11);
  expect(incidents[0]!.answer).toMatchObject({ component: "shop-alb", change: "RunTask" });
});

test.each(incidents.map(({ id }) => id))(
  "the alarm of %s is true: over the threshold when it fires and not before",
  async (id) => {
    for (const seed of [1, 2, 3]) await expectTrue(played(id, seed));
  },
);

test("incidents play at any hour and with any seed", async () => {
  const ids = fc.constantFrom(...incidents.map(({ id }) => id));
  const hours = fc.integer({ min: 0, max: 7 * 24 });
  await fc.assert(
    fc.asyncProperty(ids, fc.integer({ min: 0, max: 1e9 }), hours, async (incident, seed, hour) => {
      const at = new Date(startedAt.getTime() + hour * 3600_000);
      const simulation = simulate({ incident, seed, startedAt: at, now: () => at });
      const ago = at.getTime() - simulation.alarmAt.getTime();
      expect(ago).toBeGreaterThanOrEqual(0);
      expect(ago).toBeLessThanOrEqual(10 * 60_000);
    }),
    { numRuns: 40 },
  );
});

test("random faults and normal days have true alarms, too", async () => {
  for (let seed = 1; seed <= 12; seed++) {
    await expectTrue(simulateFault({ seed, startedAt, now: later }));
    await expectTrue(simulateFault({ seed, startedAt, now: later, fault: "none" }));
  }
});

test("the message has the shape that CloudWatch sends", () => {
  const message = played("checkout-slow").notifications[0]!.message;
  expect(message).toMatchObject({
    AlarmName: "checkout-p99-latency",
    AWSAccountId: "123456789012",
    NewStateValue: "ALARM",
    OldStateValue: "OK",
    Region: "EU (Ireland)",
    AlarmArn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-p99-latency",
    OKActions: ["arn:aws:sns:eu-west-1:123456789012:shop-alarms"],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: "Latency",
      Namespace: "ApplicationSignals",
      StatisticType: "ExtendedStatistic",
      ExtendedStatistic: "p99",
      Unit: "Seconds",
      Dimensions: [
        { value: "ecs:shop", name: "Environment" },
        { value: "checkout", name: "Service" },
      ],
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "notBreaching",
      EvaluateLowSampleCountPercentile: "",
    },
  });
  expect(message.StateChangeTime).toMatch(/^2026-11-23T1\d:\d\d:17\.000\+0000$/);
  expect(message.NewStateReason).toMatch(
    /^Threshold Crossed: 3 out of the last 3 datapoints \[[\d.]+ \(23\/11\/26 1\d:\d\d:00\), .*\] were greater than the threshold \([\d.]+\) \(minimum 3 datapoints for OK -> ALARM transition\)\.$/,
  );
});

test("a statistic that is no percentile is written in capitals", () => {
  const { Trigger: trigger } = messagesOf(played("orders-failing"))[0]!;
  expect(trigger).toMatchObject({ StatisticType: "Statistic", Statistic: "SUM", MetricName: "Fault" });
});

test("account and region are those asked for", () => {
  const setting = { incident: "orders-failing", seed: 1, startedAt, account: "210987654321", region: "us-east-1" };
  const { message } = simulate(setting).notifications[0]!;
  expect(message).toMatchObject({
    AWSAccountId: "210987654321",
    Region: "US East (N. Virginia)",
    AlarmArn: "arn:aws:cloudwatch:us-east-1:210987654321:alarm:checkout-5xx",
  });
});

test("each alarm goes back to OK, after it fired", () => {
  for (const { id } of incidents) {
    const simulation = played(id);
    const [, recovery] = simulation.notifications;
    expect(recovery!.message.NewStateValue).toBe("OK");
    expect(recovery!.at.getTime()).toBeGreaterThan(simulation.alarmAt.getTime());
  }
});

test("an unknown incident, and a fault where it cannot be, are refused with what there is", () => {
  expect(() => simulate({ incident: "gone", seed: 1, startedAt })).toThrow(/no incident gone; there are slow-front/);
  expect(() => simulateFault({ fault: "hotKey", component: "cart", seed: 1, startedAt })).toThrow(/it befalls carts/);
});

test("the history of an alarm is what it was told of, and nothing else", async () => {
  const simulation = played("orders-failing");
  const alarms = simulation.telemetry.alarms!;
  const [fired] = messagesOf(simulation);
  const { AlarmName: name } = JSON.parse(JSON.stringify(simulation.notifications[0]!.message));
  const end = later().getTime() / 1000;
  const window = { start: end - 86_400, end };
  const { value } = await alarms.history(name, window, never);
  expect(value.at(-1)).toEqual({
    type: "state",
    at: simulation.alarmAt.getTime() / 1000,
    from: "OK",
    to: "ALARM",
    reason: fired!.NewStateReason,
  });
  expect((await alarms.history("nothing", window, never)).value).toEqual([]);
  expect((await alarms.history(name, { start: window.start - 86_400, end: window.start }, never)).value).toEqual([]);
});

test("an alarm that is created in the playground is listed as one that nothing has looked at, and a change keeps whom it tells", async () => {
  const alarms = played("orders-failing").telemetry.alarms!;
  const metric = { namespace: "Shop", metric: "Errors", dimensions: {}, statistic: "Sum", period: 60 };
  const wanted = {
    name: "mine",
    metric,
    operator: ">",
    threshold: 5,
    datapoints: 3,
    periods: 5,
    description: "x",
  } as const;
  await alarms.put({ ...wanted, topic: "arn:aws:sns:eu-west-1:111122223333:alarms" }, never);
  await alarms.put({ ...wanted, threshold: 9 }, never);
  expect((await alarms.list({ names: ["mine"] }, never)).value).toMatchObject([
    {
      state: "INSUFFICIENT_DATA",
      threshold: 9,
      operator: "GreaterThanThreshold",
      datapointsToAlarm: 3,
      evaluationPeriods: 5,
      actions: ["arn:aws:sns:eu-west-1:111122223333:alarms"],
    },
  ]);
});
