import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Alarm } from "../../../src/events/events.ts";
import type { MetricQuery, Window } from "../../../src/findings/measured.ts";
import { fromQueryText, toQueryText } from "../../../src/findings/query-text.ts";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import { collect } from "../../../src/telemetry/collect/collector.ts";
import type { StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import type { Prometheus } from "../../../src/telemetry/ports/prometheus.ts";
import { locate } from "../../../src/telemetry/resources/locate.ts";

const AT = 1_790_000_000;
const nothing: ServiceGraph = { components: [], edges: [] };

const base: Alarm = {
  name: "the-alarm",
  account: "111122223333",
  region: "eu-west-1",
  kind: "metric",
  reason: "Threshold Crossed",
  operator: "GreaterThanThreshold",
  threshold: 5,
  children: [],
  simulated: false,
};

type Metric = NonNullable<Alarm["metric"]>;
const metricOf = (
  namespace: string,
  name: string,
  dimensions: Record<string, string>,
  statistic = "Average",
): Metric => ({
  namespace,
  name,
  dimensions,
  statistic,
  period: 60,
});
const on = (...metric: Parameters<typeof metricOf>): Alarm => ({ ...base, metric: metricOf(...metric) });
const errors = metricOf("AWS/Lambda", "Errors", { FunctionName: "checkout" }, "Sum");
const invocations = metricOf("AWS/Lambda", "Invocations", { FunctionName: "checkout" }, "Sum");
const rate: Alarm = {
  ...base,
  kind: "math",
  expression: {
    language: "math",
    text: "100 * e / i",
    label: "Error rate",
    period: 60,
    inputs: [
      { id: "i", metric: invocations },
      { id: "e", metric: errors },
    ],
    logGroups: [],
  },
};

/** Every metric is 7 until the alarm and 50 after it. */
function telemetryOf(alarms: readonly StandingAlarm[] = []): { telemetry: Telemetry; asked: MetricQuery[] } {
  const asked: MetricQuery[] = [];
  const seen = <T>(value: T) => ({ value, horizon: AT, gaps: [] });
  const telemetry: Telemetry = {
    topology: { graph: async () => seen(nothing) },
    changes: { during: async () => seen([]) },
    logs: { patterns: async () => seen([]) },
    alarms: {
      list: async ({ names = [] }) => seen(alarms.filter(({ name }) => names.includes(name))),
      history: async () => seen([]),
      put: async () => {},
      mute: async () => {},
      unmute: async () => {},
    },
    metrics: {
      async fetch(queries, { start, end }) {
        asked.push(...queries);
        const values = Float64Array.from({ length: (end - start) / 60 }, (_, i) =>
          start + i * 60 < AT - 600 ? 7 : 50,
        );
        return seen(queries.map(() => ({ start, step: 60, values })));
      },
    },
  };
  return { telemetry, asked };
}

const look = (alarm: Alarm, { telemetry } = telemetryOf()) =>
  collect({
    telemetry,
    alarm,
    at: AT,
    now: AT,
    budgetMs: 600_000,
    signal: new AbortController().signal,
    onProgress: () => {},
    hasMoved: () => false,
  });

describe("a metric that no pack knows keeps its own name and unit", () => {
  test.each([
    ["AWS/RDS", "FreeStorageSpace", { DBInstanceIdentifier: "orders" }, "Bytes"],
    ["AWS/Usage", "UsageQuantity", { Service: "EC2" }, ""],
    ["AWS/SES", "Send", { ConfigurationSet: "t" }, ""],
    ["CWAgent", "mem_used_percent", { InstanceId: "i-1" }, ""],
    ["AWS/EC2", "NetworkOut", { InstanceId: "i-1" }, "Bytes"],
    ["AWS/ApplicationELB", "UnHealthyHostCount", { TargetGroup: "targetgroup/a/1" }, ""],
    ["Shop", "PageViews", { Service: "front" }, ""],
    ["Shop", "ErrorBudgetLeft", {}, ""],
  ])("%s %s", async (namespace, name, dimensions, unit) => {
    const { symptom } = await look({ ...on(namespace, name, dimensions), operator: "LessThanThreshold" });
    expect(symptom).toMatchObject({ signal: "other", own: { name, unit }, above: false, threshold: 5 });
  });

  test("in the sentence of the verdict, too", async () => {
    const { reason, now } = diagnose(await look(on("AWS/RDS", "FreeStorageSpace", { DBInstanceIdentifier: "orders" })));
    expect(reason).toMatch(/orders FreeStorageSpace/);
    expect(now?.text).toBe("50 B");
  });

  test.each([
    ["AWS/Lambda", "Errors", { FunctionName: "f" }, "errors"],
    ["AWS/Lambda", "Errors", { FunctionName: "f", Resource: "f:live" }, "errors"],
    ["ApplicationSignals", "Latency", { Service: "a", Environment: "b" }, "latency"],
    ["AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "q" }, "age"],
  ])("and %s %s is what its pack says", async (namespace, name, dimensions, signal) => {
    expect((await look(on(namespace, name, dimensions))).symptom.signal).toBe(signal);
  });
});

describe("an alarm on PromQL", () => {
  const firing: Alarm = {
    ...base,
    kind: "promql",
    expression: {
      language: "promql",
      text: 'sum by (service) (rate(errors_total{env="prod"}[5m])) > 20',
      period: 60,
      inputs: [],
      logGroups: [],
    },
    contributor: { id: "c1", attributes: { service: "checkout" } },
  };
  const { operator: _, threshold: __, ...plain } = firing;
  const series = (label: string, bad: number) => (window: Window, step: number) => ({
    label,
    series: {
      start: window.start,
      step,
      values: Float64Array.from({ length: (window.end - window.start) / step }, (_, index) =>
        window.start + index * step < AT - 600 ? 7 : bad,
      ),
    },
  });
  const prometheusOf = (...lines: readonly ReturnType<typeof series>[]) => {
    const asked: string[] = [];
    const prometheus: Prometheus = {
      async range(expression, window, _signal, step = 600) {
        asked.push(`${expression} every ${step} s`);
        return { value: lines.map((each) => each(window, step)), horizon: window.end, gaps: [] };
      },
      instant: async () => ({ value: [], horizon: AT, gaps: [] }),
      labelValues: async () => ({ value: [], horizon: AT, gaps: [] }),
    };
    return { prometheus, asked };
  };

  test("asks Prometheus for what its query compares, and takes the series and the limit that it names", async () => {
    const { prometheus, asked } = prometheusOf(series('{service="cart"}', 900), series('{service="checkout"}', 50));
    const { telemetry } = telemetryOf();
    const found = await look(plain, { telemetry: { ...telemetry, prometheus }, asked: [] });
    expect(asked).toEqual(['sum by (service) (rate(errors_total{env="prod"}[5m])) every 60 s']);
    expect(found.symptom).toMatchObject({
      component: "checkout",
      threshold: 20,
      above: true,
      unseen: ["whom checkout waits for"],
    });
    expect(found.measured.map((each) => each.series.values.at(-1))).toEqual([50]);
  });

  test("takes the worst at each time where its labels name none", async () => {
    const { prometheus } = prometheusOf(series("value", 9), series("value", 40));
    const { telemetry } = telemetryOf();
    const found = await look(plain, { telemetry: { ...telemetry, prometheus }, asked: [] });
    expect(found.measured.map((each) => each.series.values.at(-1))).toEqual([40]);
  });

  test("says that its series is not seen where no Prometheus is connected", async () => {
    const { symptom } = await look(plain);
    expect(symptom.unseen).toContain("the series of the alarm's PromQL query");
  });
});

test.each([
  ["CWAgent", { InstanceId: "i-1", path: "/", fstype: "ext4" }, "i-1"],
  ["AWS/Billing", { ServiceName: "AmazonEC2", Currency: "USD" }, "the-alarm"],
  ["AWS/ES", { ClientId: "111122223333", DomainName: "search" }, "search"],
  ["AWS/EBS", { VolumeId: "vol-1" }, "vol-1"],
  ["Shop", { Stage: "prod", Service: "front" }, "front"],
  ["Shop", { Stage: "prod" }, "the-alarm"],
  ["Shop", {}, "the-alarm"],
])("a metric of %s %j is of the resource that a dimension names, else of the alarm", (namespace, dimensions, name) => {
  expect(locate(nothing, on(namespace, "Anything", dimensions), undefined).components).toEqual([name]);
});

describe("an expression", () => {
  test("is the symptom under its label, and what it rests on is measured as signals", async () => {
    const { telemetry, asked } = telemetryOf();
    const { symptom, measured } = await look(rate, { telemetry, asked });
    expect(symptom).toMatchObject({
      component: "checkout",
      signal: "other",
      own: { name: "Error rate" },
      threshold: 5,
    });
    expect(asked.some(({ expression }) => expression?.text === "100 * e / i")).toBe(true);
    expect(measured.map(({ signal }) => signal)).toEqual(expect.arrayContaining(["other", "errors", "requests"]));
  });

  test("that CloudWatch refuses does not take the plain metrics with it", async () => {
    const { telemetry } = telemetryOf();
    const metrics: Telemetry["metrics"] = {
      fetch: (queries, ...rest) =>
        queries.some(({ expression, account }) => expression ?? account)
          ? Promise.reject(new Error("refused"))
          : telemetry.metrics.fetch(queries, ...rest),
    };
    const found = await look(
      { ...rate, metric: { ...errors, account: "444455556666" } },
      { telemetry: { ...telemetry, metrics }, asked: [] },
    );
    expect(found.gaps).toEqual([{ what: "metrics of checkout in account 444455556666", reason: "refused" }]);
    expect(found.measured.length).toBeGreaterThan(1);
  });
});

test("a metric of another account is asked of that account", async () => {
  const { telemetry, asked } = telemetryOf();
  const { symptom } = await look({ ...base, metric: { ...errors, account: "444455556666" } }, { telemetry, asked });
  expect(asked.filter(({ account }) => account === "444455556666").map(({ metric }) => metric)).toEqual(["Errors"]);
  const text = symptom.query ?? "";
  expect(text).toContain("444455556666");
  expect(toQueryText(fromQueryText(text)!)).toBe(text);
});

const standing = (name: string, more: Partial<StandingAlarm>): StandingAlarm => ({
  name,
  arn: `arn:aws:cloudwatch:eu-west-1:1:alarm:${name}`,
  state: "ALARM",
  since: AT,
  reason: "",
  kind: "metric",
  actions: [],
  silenced: false,
  ...more,
});
const queryOf = ({ name, ...rest }: Metric): MetricQuery => ({ ...rest, metric: name });

describe("a composite alarm", () => {
  const children = ["slow", "failing", "nested", "fine"];
  const composite: Alarm = { ...base, kind: "composite", children };
  const alarms = [
    standing("slow", {
      metric: queryOf(metricOf("AWS/Lambda", "Duration", { FunctionName: "cart" }, "p99")),
      since: AT - 10,
    }),
    standing("failing", { metric: queryOf(errors), since: AT - 60, threshold: 3 }),
    standing("fine", { metric: queryOf(metricOf("AWS/Lambda", "Errors", { FunctionName: "fine" })), state: "OK" }),
    standing("nested", { kind: "composite", rule: "ALARM(inner) OR ALARM(the-alarm) OR ALARM(nested)" }),
    standing("inner", { metric: queryOf(metricOf("AWS/SQS", "ApproximateAgeOfOldestMessage", { QueueName: "jobs" })) }),
  ];

  test("is as its children in ALARM are, the first first, and those of its composite children", async () => {
    const { symptom, measured } = await look(composite, telemetryOf(alarms));
    expect(symptom).toMatchObject({ component: "checkout", signal: "errors", threshold: 3 });
    expect([...new Set(measured.map(({ component }) => component))].toSorted()).toEqual(["cart", "checkout", "jobs"]);
  });

  test("without any says what it could not see", async () => {
    const { symptom } = await look(composite, telemetryOf([]));
    expect(symptom.unseen).toEqual(["what the alarm itself watches"]);
  });
});

test("an alarm whose notification has no query is read from CloudWatch", async () => {
  const { symptom } = await look(
    { ...base, kind: "other" },
    telemetryOf([standing("the-alarm", { metric: queryOf(errors) })]),
  );
  expect(symptom).toMatchObject({ component: "checkout", signal: "errors" });
});

test("a log alarm looks at the logs that it searches, and says what it cannot compute", async () => {
  const { telemetry } = telemetryOf();
  const groups: string[] = [];
  const logs: Telemetry["logs"] = {
    async patterns(names) {
      groups.push(...names);
      return { value: [], horizon: AT, gaps: [] };
    },
  };
  const expression = {
    language: "log",
    text: "filter ERROR",
    period: 60,
    inputs: [],
    logGroups: ["/ecs/orders"],
  } as const;
  const alarm: Alarm = { ...base, kind: "log", expression: { ...expression, inputs: [], logGroups: ["/ecs/orders"] } };
  const { symptom } = await look(alarm, { telemetry: { ...telemetry, logs }, asked: [] });
  expect(groups).toEqual(["/ecs/orders"]);
  expect(symptom).toMatchObject({ own: { name: "filter ERROR" }, unseen: ["the results of the alarm's log query"] });
});

test.each([
  ["arn:aws:rds:eu-west-1:1:db:orders-db", "orders-db", "AWS/RDS"],
  ["arn:aws:lambda:eu-west-1:1:function:checkout:live", "checkout", "AWS/Lambda"],
  ["arn:aws:ecs:eu-west-1:1:service/shop/orders", "orders", "AWS/ECS"],
  ["arn:aws:dynamodb:eu-west-1:1:table/carts/index/i", "carts", "AWS/DynamoDB"],
  ["arn:aws:sqs:eu-west-1:1:jobs", "jobs", "AWS/SQS"],
  ["arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/shop/1a", "app/shop/1a", "AWS/ApplicationELB"],
  ["arn:aws:ec2:eu-west-1:1:instance/i-1", "i-1", "AWS/EC2"],
])("what is said of %s is looked at there", (arn, name, namespace) => {
  const { components, graph } = locate(nothing, undefined, "a notice", [arn]);
  expect(components).toEqual([name]);
  expect(graph.components[0]?.metrics[0]?.query.namespace).toBe(namespace);
});
