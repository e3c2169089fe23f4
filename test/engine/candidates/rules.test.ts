import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { applicationLoadBalancer } from "../../../src/packs/application-load-balancer.ts";
import { dynamodb } from "../../../src/packs/dynamodb.ts";
import { ecs } from "../../../src/packs/ecs.ts";
import { lambda } from "../../../src/packs/lambda.ts";
import { rds } from "../../../src/packs/rds.ts";
import { say } from "../../command/say.ts";
import { FIRED, findingsOf } from "../hand-made.ts";
import { LIMITED, limited } from "../limits.ts";

const throttled = { readThrottles: [0, 60], consumedRead: [2_000, 5_900] } as const;
const full = { ...throttled, provisionedRead: [100, 100] } as const;

const causeOf = (findings: Findings) =>
  diagnose(findings).hypotheses.find(({ cause }) => cause.component.id === LIMITED);

test("a limit that was reached is evidence, and no figure is told twice", () => {
  const { evidence, hypotheses } = diagnose(limited(dynamodb, full));
  const told = evidence.filter(({ component }) => component?.id === LIMITED);
  expect(told.map(({ kind }) => kind)).toEqual(["rule", "metric", "topology"]);
  expect(told[0]).toMatchObject({
    sentence:
      "limited: Provisioned read capacity reached, ConsumedReadCapacityUnits at 98 % of ProvisionedReadCapacityUnits",
    figures: { ReadThrottleEvents: 60, "ReadThrottleEvents usual": 0, ConsumedReadCapacityUnits: 5_900 },
  });
  expect(told[1]?.sentence).toBe("limited ReadThrottleEvents none → 60 per min");
  expect(told[0]?.query).toMatch(
    /^AWS\/DynamoDB ReadThrottleEvents Sum .*; AWS\/DynamoDB ConsumedReadCapacityUnits Sum /,
  );
  expect(hypotheses[0]?.supports).toEqual(told.map(({ key }) => key));
});

test("a limit beside the sign of it is a second kind of evidence", () => {
  expect(causeOf(limited(dynamodb, full))).toMatchObject({ standing: "CONFIRMED", cause: { mechanism: "throttling" } });
  expect(causeOf(limited(dynamodb, throttled))).toMatchObject({
    standing: "LIKELY",
    cause: { mechanism: "throttling" },
  });
});

test("a rule that rests on the sign alone is no second kind", () => {
  const found = limited(ecs, { memory: [60, 99] });
  const told = diagnose(found).evidence.filter(({ component }) => component?.id === LIMITED);
  expect(told.map(({ sentence }) => sentence)).toEqual([
    "limited: Memory at its allocation, MemoryUtilization 60 → 99 %",
  ]);
  expect(causeOf(found)?.standing).toBe("LIKELY");
});

test("a limit that nothing else led to is a cause of its own, with what to look at", () => {
  const best = causeOf(limited(rds, { freeStorage: [40e9, 0.2e9], cpu: [20, 20] }));
  expect(best).toMatchObject({ standing: "LIKELY", cause: { mechanism: "storage" } });
  expect(best?.statement).toMatch(/^limited: Storage full, .* front latency moved$/);
  expect(best?.settles?.text).toMatch(/what fills it/);
  expect(best?.refutedBy).toBe("the alarm goes on with limited FreeStorageSpace back to usual");
});

test("a limit comes before the caller that fails since, where nobody counts failures of the one that reached it", () => {
  const found = limited(rds, { freeStorage: [40e9, 0.2e9], latency: [0.01, 0.01] });
  const front = { id: "front", signals: { requests: [100, 100], errors: [0, 40] } } as const;
  const { symptom, measured } = findingsOf([front], [], { component: "front", signal: "errors" });
  const own = found.measured.filter(({ component }) => component === LIMITED);
  const topOf = (each: Findings) => diagnose(each).hypotheses[0]?.cause.component.id;
  expect(topOf({ ...found, symptom, measured: [...measured, ...own] })).toBe(LIMITED);
  // How long it takes is measured, and usual.
  expect(topOf(found)).toBe("front");
});

test("an alarm on too little of something is a symptom, and its limit the cause", () => {
  const found = limited(rds, { freeStorage: [40e9, 0.2e9] });
  const [free] = found.details;
  if (!free) throw new Error("no free storage");
  const horizon = free.series.values.length;
  const values = Float64Array.from([...free.series.values, ...new Array(3).fill(Number.NaN)]);
  const best = causeOf({
    ...found,
    symptom: { component: LIMITED, signal: "errors", query: free.query, at: FIRED, threshold: 1e9, above: false },
    measured: [{ ...free, signal: "errors", series: { ...free.series, values } }],
    details: [],
    horizons: { metrics: free.series.start + horizon * free.series.step },
  });
  expect(best).toMatchObject({ standing: "LIKELY", cause: { mechanism: "storage" } });
});

test("what settles it can be typed, whatever the resource is called", () => {
  const found = limited(lambda, { throttles: [0, 60], concurrent: [40, 100] });
  const named = JSON.stringify(found.graph.components).replaceAll(
    `"FunctionName":"${LIMITED}"`,
    '"FunctionName":"my function"',
  );
  const rename = <T extends { readonly query: string }>(each: T): T => ({
    ...each,
    query: each.query.replace(`FunctionName=${LIMITED}`, "FunctionName=my function"),
  });
  const { settles } =
    causeOf({
      ...found,
      graph: { ...found.graph, components: JSON.parse(named) },
      measured: found.measured.map(rename),
      details: found.details.map(rename),
    }) ?? {};
  expect(settles?.command).toBe('metrics AWS/Lambda Throttles FunctionName="my function" Sum 60s last 1h');
  expect(say(settles?.command ?? "")).toMatchObject({
    type: "command",
    command: {
      type: "ask",
      question: {
        namespace: "AWS/Lambda",
        metric: "Throttles",
        dimensions: { FunctionName: "my function" },
        statistic: "Sum",
      },
    },
  });
});

test("what somebody else's trouble may have led to neither names nor confirms the cause", () => {
  const failing = { errors: [0, 30], invocations: [100, 100] } as const;
  const best = causeOf(
    limited(
      lambda,
      { ...failing, longest: [0.4, 3] },
      { symptom: { component: LIMITED, signal: "errors", at: FIRED } },
    ),
  );
  expect(best?.supports).toContain(`rule ${LIMITED} lambda-timeout`);
  expect(best).toMatchObject({ cause: { mechanism: "failures" }, standing: "POSSIBLE" });
});

test("a limit that was reached after the symptom began may be what it led to", () => {
  expect(causeOf(limited(dynamodb, full, {}, 4))?.standing).toBe("POSSIBLE");
});

test("a limit of somebody whom nobody waits for is no evidence", () => {
  const found = limited(dynamodb, full);
  const apart = { ...found, graph: { ...found.graph, edges: [] } };
  expect(diagnose(apart).evidence.filter(({ kind }) => kind === "rule")).toEqual([]);
});

test("a limit that people ruled out does not come back", () => {
  const component = { id: LIMITED, name: LIMITED, kind: rds.kind };
  const found = limited(rds, { freeStorage: [40e9, 0.2e9] }, { discarded: [{ component, mechanism: "storage" }] });
  expect(causeOf(found)).toBeUndefined();
});

test("what only rules read is neither checked nor normal", () => {
  const without = diagnose(limited(lambda, { invocations: [100, 100] }));
  const with_ = diagnose(limited(lambda, { invocations: [100, 100], concurrent: [40, 40], longest: [0.4, 0.4] }));
  expect([with_.checked, with_.normal]).toEqual([without.checked, without.normal]);
});

const own = { ownErrors: [0, 40], requests: [100, 100] } as const;

test("what CloudWatch never wrote was never counted, as long as the rest of the resource is seen", () => {
  const rule = `rule ${LIMITED} application-load-balancer-own-errors`;
  const keysOf = (rest: Partial<Findings>) =>
    diagnose(limited(applicationLoadBalancer, own, rest)).evidence.map(({ key }) => key);
  expect(keysOf({})).toContain(rule);
  expect(keysOf({ gaps: [{ what: "metrics", reason: "CloudWatch failed" }] })).not.toContain(rule);
});
