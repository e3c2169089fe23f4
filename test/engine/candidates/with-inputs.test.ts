import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf, newLine, type Part } from "../hand-made.ts";

const failing: readonly Part[] = [
  { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
  { id: "app", signals: { errors: [0, 80], requests: [100, 100] } },
  { id: "rates", signals: { latency: [0.01, 0.01], errors: [0, 0], requests: [100, 100] } },
];
const calls = ["front>app", "app>rates"];

const top = (findings: Findings) => {
  const [first] = diagnose(findings).hypotheses;
  return first && { id: first.cause.component.id, mechanism: first.cause.mechanism, standing: first.standing };
};

const failures = (rest: Partial<Findings>, parts = failing, edges = calls) =>
  findingsOf(parts, edges, { component: "front", signal: "errors" }, rest);

describe("a loss is handed on to those whose answers it needs", () => {
  const wrong = newLine("rates", "rate <*> not in table, using <*>", { severity: "warning" });

  test("to a callee that answers in time and writes that it answers wrongly", () => {
    expect(top(failures({ patterns: [wrong] }))).toEqual({ id: "rates", mechanism: "own errors", standing: "LIKELY" });
  });

  test("the component that was blamed stays a rival", () => {
    const { hypotheses } = diagnose(failures({ patterns: [wrong] }));
    expect(hypotheses.map(({ cause }) => cause.component.id)).toContain("app");
  });

  test.each([
    ["that began after the loss", { ...wrong, firstAt: FIRED + 60 }],
    ["of a client that left", newLine("rates", "client closed the connection, request <*>")],
    ["of a call that is made again", newLine("rates", "retry <*> of <*> after <*> ms", { severity: "warning" })],
    ["of another's failure", newLine("rates", "call to ledger failed with status 500")],
  ])("not for a line %s", (_, log) => {
    expect(top(failures({ patterns: [log] }))?.id).toBe("app");
  });

  test("where the clock of the logs is ahead of that of the metrics, both its line and those about the loss are late", () => {
    const late = { ...wrong, firstAt: FIRED - 7 * 60 + 100 };
    const failed = newLine("app", "ValidationError: rate is not a number", { firstAt: FIRED - 7 * 60 + 90 });
    expect(top(failures({ patterns: [late] }))?.id).toBe("app");
    expect(top(failures({ patterns: [late, failed] }))).toMatchObject({ id: "rates", standing: "LIKELY" });
  });

  test("not where the component itself was changed", () => {
    const deploy: Change = {
      id: "deploy",
      at: FIRED - 9 * 60,
      action: "UpdateService",
      actor: "role/deploy",
      resources: ["arn:aws:ecs:eu-west-1:1:service/shop/app"],
      detail: {},
    };
    expect(top(failures({ patterns: [wrong], changes: [deploy] }))).toMatchObject({
      id: "app",
      mechanism: "change:UpdateService",
    });
  });
});

test("a consumer's loss is handed on to the producer of its messages that wrote of itself before", () => {
  const parts: readonly Part[] = [
    { id: "orders", signals: { requests: [100, 100], errors: [0, 0] } },
    { id: "queue", kind: "AWS::SQS::Queue", signals: {} },
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
  ];
  const early = newLine("orders", "event <*> written without a currency", {
    severity: "warning",
    firstAt: FIRED - 14 * 60,
  });
  const chain = ["orders~queue", "queue~front"];
  expect(top(failures({ patterns: [early] }, parts, chain))).toMatchObject({ id: "orders", standing: "LIKELY" });
  const late = { ...early, firstAt: FIRED - 5 * 60 };
  expect(top(failures({ patterns: [late] }, parts, chain))).toMatchObject({ id: "front" });
});

test.each([
  ["through a topic", "orders", ["orders~topic", "topic~queue", "queue~front"]],
  ["that a consumer sends on", "orders", ["orders~topic", "topic~relay", "relay~queue", "queue~front"]],
  [
    "of one whose wrong answer its producer needed",
    "rates",
    ["relay~queue", "queue~front", "relay>orders", "orders>rates"],
  ],
])("a consumer's loss is handed on to the producer of a message %s", (_, id, chain) => {
  const parts: readonly Part[] = [
    ...["orders", "relay", "rates"].map((each) => ({
      id: each,
      signals: { requests: [100, 100], errors: [0, 0] } as const,
    })),
    { id: "topic", kind: "AWS::SNS::Topic", signals: {} },
    { id: "queue", kind: "AWS::SQS::Queue", signals: {} },
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
  ];
  const early = newLine(id, "event <*> written without a currency", { severity: "warning", firstAt: FIRED - 14 * 60 });
  expect(top(failures({ patterns: [early] }, parts, chain))).toMatchObject({ id, standing: "LIKELY" });
});

describe("a consumer that cannot use a message", () => {
  const parts: readonly Part[] = [
    { id: "orders", signals: { requests: [100, 100], errors: [0, 0] } },
    { id: "queue", kind: "AWS::SQS::Queue", signals: {} },
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "rates", signals: { latency: [0.01, 0.01], errors: [0, 0], requests: [100, 20] } },
  ];
  const chain = ["orders~queue", "queue~front", "front>rates"];
  const early = newLine("orders", "event <*> written without a currency", {
    severity: "warning",
    firstAt: FIRED - 14 * 60,
  });
  const unusable = newLine("front", "cannot read message <*>: currency is missing");

  test("makes fewer calls, too: its producer comes first", () => {
    expect(top(failures({ patterns: [early, unusable] }, parts, chain))).toMatchObject({
      id: "orders",
      standing: "LIKELY",
    });
  });

  test("ends the requests, which does not speak against its producer", () => {
    const traces = Array.from({ length: 8 }, (_, index) => ({
      id: `1-${index}`,
      at: FIRED - 5 * 60 + index,
      duration: 1,
      outcome: "fault" as const,
      entry: "front",
      cause: "front: cannot read message 7a1f: currency is missing",
    }));
    const failed = { start: FIRED - 20 * 60, traces };
    expect(top(failures({ patterns: [early, unusable], failed }, parts, chain))).toMatchObject({
      id: "orders",
      standing: "LIKELY",
    });
  });
});

test("a wrong answer from two calls away comes before what is between", () => {
  const parts = [...failing, { id: "mid", signals: { requests: [100, 100], errors: [0, 0] } as const }];
  const wrong = newLine("rates", "rate <*> not in table, using <*>", { severity: "warning" });
  const between = newLine("mid", "price <*> is far from the last", { severity: "warning" });
  const chain = ["front>app", "app>mid", "mid>rates"];
  expect(top(failures({ patterns: [between, wrong] }, parts, chain))?.id).toBe("rates");
});

test("what a consumer of its messages writes does not speak against a component's own error", () => {
  const own = newLine("app", "ValidationError: total is not a number");
  const after = newLine("rates", "message <*> has no total");
  const chain = ["front>app", "app~rates"];
  expect(top(failures({ patterns: [own, after] }, failing, chain))).toMatchObject({ id: "app", standing: "CONFIRMED" });
});

test("a callee that answers as usual, and of whom its caller complains, may be behind a bad connection", () => {
  const complaint = newLine("app", "rates answered after <*> ms, slower than <*> ms", { severity: "warning" });
  const slow = failing.map((part) =>
    part.id === "rates" ? part : { ...part, signals: { latency: [0.1, 0.9] as const, requests: [100, 100] as const } },
  );
  const findings = findingsOf(slow, calls, { component: "front", signal: "latency" }, { patterns: [complaint] });
  expect(top(findings)).toEqual({ id: "rates", mechanism: "connection", standing: "LIKELY" });
  expect(diagnose(findings).hypotheses[0]?.statement).toBe(
    'app writes "rates answered after … ms, slower than … ms", rates itself answers as usual: the connection between them, or its queue',
  );
});
