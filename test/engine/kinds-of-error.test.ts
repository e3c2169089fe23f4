import { describe, expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Findings, MeasuredCall } from "../../src/findings/findings.ts";
import { FIRED, findingsOf, newLine, type Part, wobbling } from "./hand-made.ts";

const top = (findings: Findings) => {
  const [first] = diagnose(findings).hypotheses;
  return first && { id: first.cause.component.id, mechanism: first.cause.mechanism, standing: first.standing };
};

/** What one side measures of the calls from front to app: usual, and in the last ten minutes. */
function sideOf(findings: Findings, side: MeasuredCall["side"], [usual, bad]: readonly [number, number]): MeasuredCall {
  const like = findings.measured[0]!;
  const values = wobbling(usual, like.series.values.length, side === "caller" ? 31 : 32);
  values.set(wobbling(bad, 10, 33), values.length - 10);
  const { series, baseline } = like;
  return {
    ...{ from: "front", to: "app", side, signal: "latency", statistic: "Average", query: `${side} latency` },
    series: { ...series, values },
    baseline: { ...baseline, values: wobbling(usual, baseline.values.length, 34) },
  };
}

const slowFront: readonly Part[] = [
  { id: "front", signals: { latency: [0.1, 0.9], requests: [100, 100], errors: [0, 0] } },
  { id: "app", signals: { latency: [0.01, 0.01], requests: [100, 100], errors: [0, 0] } },
];

test("what a caller waits longer than its callee takes is between the two", () => {
  const plain = findingsOf(slowFront, ["front>app"], { component: "front", signal: "latency", threshold: 0.3 });
  const calls = [sideOf(plain, "caller", [0.012, 0.81]), sideOf(plain, "callee", [0.01, 0.01])];
  expect(top({ ...plain, calls })).toEqual({ id: "app", mechanism: "connection", standing: "LIKELY" });
  const { hypotheses, evidence } = diagnose({ ...plain, calls });
  const [first] = hypotheses;
  const told = evidence.map(({ sentence }) => sentence);
  expect(told).toContainEqual(
    expect.stringMatching(/^\d+ % of front's extra time is spent on the way between front and app$/),
  );
  expect(first?.statement).toMatch(
    /^calls from front to app take 12 → 8\d\d ms, app itself answers in 10 ms: the connection between them, or its queue$/,
  );
});

test("calls that time out on the way fail at the caller, and are lost between the two", () => {
  const failing = slowFront.map((part) =>
    part.id === "front" ? { ...part, signals: { ...part.signals, errors: [0, 40] as const } } : part,
  );
  const plain = findingsOf(failing, ["front>app"], { component: "front", signal: "errors" });
  const calls = [sideOf(plain, "caller", [0.012, 0.81]), sideOf(plain, "callee", [0.01, 0.01])];
  expect(top({ ...plain, calls })).toMatchObject({ id: "app", mechanism: "connection" });
});

test("a caller whose calls take as long as ever is slow itself", () => {
  const plain = findingsOf(slowFront, ["front>app"], { component: "front", signal: "latency", threshold: 0.3 });
  const calls = [sideOf(plain, "caller", [0.012, 0.012]), sideOf(plain, "callee", [0.01, 0.01])];
  expect(top({ ...plain, calls })).toMatchObject({ id: "front", mechanism: "latency" });
});

test("a caller that does not measure its calls is not said to be slow itself without a word of the way", () => {
  const { hypotheses } = diagnose(findingsOf(slowFront, ["front>app"], { component: "front", signal: "latency" }));
  expect(hypotheses[0]?.statement).toMatch(/the services it calls do not explain it, the way to them is not measured$/);
  expect(hypotheses[0]?.unchecked).toContainEqual({
    what: "how long front waits for app",
    reason: "front does not measure it, so the connection between them may be at fault",
    remedy: "turn on X-Ray or Application Signals for front",
  });
});

test("what only a caller measures is told as the caller's view of its callee, with the way between them in doubt", () => {
  const unmeasured = slowFront.map((part) => (part.id === "app" ? { ...part, signals: {} } : part));
  const plain = findingsOf(unmeasured, ["front>app"], { component: "front", signal: "latency", threshold: 0.3 });
  const seen = { ...plain, calls: [sideOf(plain, "caller", [0.012, 0.81])] };
  expect(top(seen)).toEqual({ id: "app", mechanism: "latency", standing: "LIKELY" });
  // A source may list the callee's side of a call, although the callee measures nothing.
  const empty = sideOf(plain, "callee", [Number.NaN, Number.NaN]);
  const baseline = { ...empty.baseline, values: empty.baseline.values.map(() => Number.NaN) };
  expect(diagnose({ ...seen, calls: [...seen.calls, { ...empty, baseline }] })).toEqual(diagnose(seen));
  const [first] = diagnose(seen).hypotheses;
  expect(first?.statement).toMatch(/^app latency 12 → 8\d\d ms \(usual .*\), as front measures it, at the same time/);
  expect(first?.unchecked).toEqual([
    {
      what: "metrics of app itself",
      reason: "only front measures it, so the connection between them may be at fault",
    },
  ]);
});

describe("a database that only its two callers measure", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.2, 0.6], requests: [100, 100], errors: [0, 0] } },
    { id: "cart", signals: { latency: [0.1, 0.5], requests: [100, 100], errors: [0, 0] } },
    { id: "stock", signals: { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 0] } },
    { id: "db", signals: { cpu: [20, 20] } },
  ];
  const edges = ["front>cart", "front>stock", "cart>db", "stock>db"];
  const plain = findingsOf(parts, edges, { component: "front", signal: "latency", threshold: 0.3 });
  const callOf = (from: string, bad: number): MeasuredCall => {
    return { ...sideOf(plain, "caller", [0.01, bad]), from, to: "db", query: `${from} to db` };
  };

  test("is slow where both wait for it", () => {
    const { hypotheses } = diagnose({ ...plain, calls: [callOf("cart", 0.41), callOf("stock", 0.41)] });
    expect(hypotheses[0]).toMatchObject({ cause: { component: { id: "db" }, mechanism: "latency" } });
    expect(hypotheses[0]?.statement).toMatch(/^db latency 10 → 4\d\d ms .*, as its callers measure it/);
    expect(hypotheses[0]?.unchecked).toContainEqual({
      what: "metrics of db itself",
      reason: "only its callers measure it",
    });
  });

  test.each([[["cart", "stock"]], [["stock", "cart"]]])("is not where only one waits, in the order %j", (callers) => {
    const calls = callers.map((from) => callOf(from, from === "cart" ? 0.41 : 0.01));
    const [first] = diagnose({ ...plain, calls }).hypotheses;
    expect(first?.cause).toMatchObject({ component: { id: "db" }, mechanism: "connection" });
    expect(first?.statement).toMatch(
      /^calls from cart to db take 10 → 4\d\d ms, those of its other callers 10 ms: the connection between them/,
    );
  });
});

test("failures of a service of others are counted over all its callers, and blamed on it", () => {
  const failing: Part["signals"] = { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 30] };
  const parts = [...["front", "cart", "stock"].map((id) => ({ id, signals: failing })), { id: "pay", signals: {} }];
  const edges = ["front>cart", "front>stock", "cart>pay", "stock>pay"];
  const plain = findingsOf(parts, edges, { component: "front", signal: "errors" });
  const calls = ["cart", "stock"].map((from): MeasuredCall => {
    return { ...sideOf(plain, "caller", [0, 30]), from, to: "pay", signal: "errors", statistic: "Sum", query: from };
  });
  const [first] = diagnose({ ...plain, calls }).hypotheses;
  expect(first).toMatchObject({ cause: { component: { id: "pay" }, mechanism: "failures" }, standing: "LIKELY" });
  expect(first?.statement).toMatch(/^pay errors none → 60 per min, as its callers measure it/);
});

test("what a callee measures of its caller's calls is its own time", () => {
  const unmeasured = slowFront.map((part) => (part.id === "app" ? { ...part, signals: {} } : part));
  const plain = findingsOf(unmeasured, ["front>app"], { component: "front", signal: "latency", threshold: 0.3 });
  const slow = { ...plain, calls: [sideOf(plain, "callee", [0.01, 0.8])] };
  expect(top(slow)).toEqual({ id: "app", mechanism: "latency", standing: "LIKELY" });
  const quiet = { ...plain, calls: [sideOf(plain, "callee", [0.01, 0.01])] };
  expect(top(quiet)).toMatchObject({ id: "front", mechanism: "latency" });
});

test("a callee that nobody measures is named, not said to explain nothing", () => {
  const unmeasured = slowFront.map((part) => (part.id === "app" ? { ...part, signals: {} } : part));
  const plain = findingsOf(unmeasured, ["front>app"], { component: "front", signal: "latency", threshold: 0.3 });
  const [first] = diagnose(plain).hypotheses;
  expect(first?.statement).toMatch(/; app, which it calls, is not measured$/);
  expect(first?.standing).toBe("POSSIBLE");
});

test("what was slow all along explains nothing of what began", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
    { id: "app", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
    { id: "slow", signals: { latency: [0.5, 3], requests: [100, 100] } },
  ];
  const found = findingsOf(parts, ["front>app", "front>slow"], { component: "front", signal: "latency" });
  const measured = found.measured.map((each) =>
    each.component === "slow" && each.signal === "latency"
      ? { ...each, series: { ...each.series, values: wobbling(3, each.series.values.length, 5) } }
      : each,
  );
  expect(top({ ...found, measured })).toMatchObject({ id: "app" });
});

/** Findings of which only the last four normal values and the first bad ones are seen: one value every five minutes. */
function coarse(found: Findings, seen: number): Findings {
  const measured = found.measured.map((each) => {
    const { series, baseline } = each;
    const values = series.values.slice(series.values.length - 10 - seen, series.values.length - 10 + 4);
    const start = FIRED - (seen + 2) * 300;
    const history = { start: start - baseline.values.length * 300 - 86_400, step: 300, values: baseline.values };
    return { ...each, series: { start, step: 300, values }, baseline: history };
  });
  return { ...found, measured };
}

test.each([
  ["latency", [0.5, 3], 3],
  ["availability", [100, 70], 70],
] as const)("what was out of the usual from the first value on explains nothing: %s", (signal, usual, level) => {
  const isSlow = signal === "latency";
  const parts: readonly Part[] = [
    { id: "front", signals: { [signal]: isSlow ? [0.1, 0.5] : [99.5, 90], requests: [100, 100] } },
    { id: "app", signals: { [signal]: isSlow ? [0.01, 0.41] : [99.5, 90], requests: [100, 100] } },
    { id: "odd", signals: { [signal]: usual, requests: [100, 100] } },
  ];
  const found = findingsOf(parts, ["front>app", "front>odd"], { component: "front", signal, above: isSlow });
  const measured = found.measured.map((each) =>
    each.component === "odd" && each.signal === signal
      ? { ...each, series: { ...each.series, values: wobbling(level, each.series.values.length, 5) } }
      : each,
  );
  for (const seen of [1, 2, 4]) {
    expect(diagnose(coarse({ ...found, measured }, seen)).hypotheses.map(({ cause }) => cause.component.id)).toEqual([
      "app",
    ]);
  }
});

test("a caller that nobody measures takes nothing of a callee's loss", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
    { id: "table", signals: { latency: [0.01, 0.41], requests: [100, 100] } },
    { id: "batch", signals: {} },
  ];
  const calls = ["front>table", "batch>table"];
  expect(top(findingsOf(parts, calls, { component: "front", signal: "latency" }))).toMatchObject({
    id: "table",
    standing: "LIKELY",
  });
});

const failing: readonly Part[] = [
  { id: "front", signals: { availability: [100, 80], requests: [100, 100] } },
  { id: "app", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
  { id: "mail", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
];

test("failures count as seen only where failures are measured", () => {
  const found = diagnose(
    findingsOf(failing, ["front>app", "app>mail"], { component: "front", signal: "availability" }),
  );
  expect(found.verdict).toBe("INCONCLUSIVE");
  expect(found.hypotheses[0]?.unchecked.map(({ what }) => what)).toContain("metrics of app");
});

test("who writes errors of its own is a candidate, the deepest that does so first", () => {
  const patterns = [newLine("app", "ERROR order is empty"), newLine("mail", "NullPointerException at Mailer line <*>")];
  const calls = ["front>app", "app>mail"];
  const symptom = { component: "front", signal: "availability" } as const;
  expect(top(findingsOf(failing, calls, symptom, { patterns }))).toMatchObject({ id: "mail" });
});

test("who is asked as ever and calls no more whom it always called ends its requests there", () => {
  const ending = failing.map((part) =>
    part.id === "mail" ? { ...part, signals: { ...part.signals, requests: [100, 0] as const } } : part,
  );
  const found = findingsOf(ending, ["front>app", "app>mail"], { component: "front", signal: "availability" });
  expect(top(found)).toMatchObject({ id: "app", mechanism: "requests end early" });
});

test("who fails and calls less than it always called is looked at itself, not by what its callers write", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { errors: [0, 50], requests: [100, 100] } },
    { id: "app", signals: { errors: [0, 50], requests: [100, 100], latency: [0.01, 0.01] } },
    { id: "mail", signals: { errors: [0, 0], requests: [100, 20], latency: [0.01, 0.01] } },
  ];
  const patterns = [newLine("front", "call to app failed with status 500")];
  const symptom = { component: "front", signal: "errors" } as const;
  const [first] = diagnose(findingsOf(parts, ["front>app", "app>mail"], symptom, { patterns })).hypotheses;
  expect(first?.cause.component.id).toBe("app");
  expect(first?.statement).toMatch(
    /; app calls mail 1 → 0\.2\d* times per request: its requests end before this call$/,
  );
  expect(first?.settles).toMatchObject({ command: "traces app last 1h" });
});

test("memory at a third of its limit explains no alarm, not even its own", () => {
  const parts: readonly Part[] = [{ id: "app", signals: { memory: [20, 33] } }];
  const found = diagnose(findingsOf(parts, [], { component: "app", signal: "memory", threshold: 30 }));
  expect(found.verdict).toBe("INCONCLUSIVE");
});

test("a caller's complaint confirms nobody", () => {
  const parts = slowFront.map((part) =>
    part.id === "app" ? { ...part, signals: { ...part.signals, latency: [0.01, 0.81] as const } } : part,
  );
  const complaint = newLine("front", "No instances available for app");
  const symptom = { component: "front", signal: "latency", threshold: 0.3 } as const;
  expect(top(findingsOf(parts, ["front>app"], symptom, { patterns: [complaint] }))).toEqual({
    id: "app",
    mechanism: "latency",
    standing: "LIKELY",
  });
});

test("an error of its own confirms nobody while one that it waits for newly writes of itself, too", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "app", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "mail", signals: { latency: [0.01, 0.01], errors: [0, 0], requests: [100, 100] } },
  ];
  const verdictWith = (...patterns: Findings["patterns"]) =>
    diagnose(findingsOf(parts, ["front>app", "app>mail"], { component: "front", signal: "errors" }, { patterns }))
      .verdict;
  const own = newLine("app", "ValidationError: total is not a number");
  const deeper = newLine("mail", "unexpected token, record skipped", { severity: "warning" });
  expect(verdictWith(own)).toBe("CONFIRMED");
  expect(verdictWith(own, deeper)).not.toBe("CONFIRMED");
});

test("an error that names a third component confirms nobody, though no call to it is known", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "app", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "ledger", signals: { latency: [0.01, 0.01], errors: [0, 0], requests: [100, 100] } },
  ];
  const standingWith = (pattern: string) =>
    top(
      findingsOf(
        parts,
        ["front>app"],
        { component: "front", signal: "errors" },
        { patterns: [newLine("app", pattern)] },
      ),
    )?.standing;
  expect(standingWith("total of the cart is not a number")).toBe("CONFIRMED");
  expect(standingWith("total of front is not a number")).toBe("CONFIRMED");
  expect(standingWith("total of ledger is not a number")).toBe("LIKELY");
});

test.each([
  ["app: NullPointerException", "CONFIRMED"],
  ["app: 500", "LIKELY"],
  ["app: HTTP 503 error", "LIKELY"],
  ["app", "LIKELY"],
])("requests that ended with %s leave their place at %s", (cause, standing) => {
  const parts: readonly Part[] = [
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "app", signals: { errors: [0, 80], requests: [100, 100] } },
  ];
  const traces = Array.from({ length: 9 }, (_, index) => ({
    id: `t${index}`,
    at: FIRED - 300 + index * 20,
    duration: 1,
    outcome: "fault" as const,
    entry: "front",
    cause,
  }));
  const failed = { start: FIRED - 1_800, traces };
  const found = findingsOf(parts, ["front>app"], { component: "front", signal: "errors" }, { failed });
  expect(top(found)).toMatchObject({ id: "app", standing });
});

test("a sentence quotes no line that is not among its evidence", () => {
  const lines = ["one", "two", "three"].map((word, index) =>
    newLine("app", `${word} failed with code 137`, { count: 10 + 40 * index }),
  );
  const calls = ["front>app", "app>mail"];
  const found = diagnose(
    findingsOf(failing, calls, { component: "front", signal: "availability" }, { patterns: lines }),
  );
  const told = new Map(found.evidence.map(({ key, sentence }) => [key, sentence]));
  const quoting = found.hypotheses.filter(({ statement }) => statement.includes("137"));
  expect(quoting.length).toBeGreaterThan(0);
  for (const { statement, supports } of quoting) {
    const [, line = ""] = /"([^"]+)"/.exec(statement) ?? [];
    expect(supports.some((key) => told.get(key)?.includes(line))).toBe(true);
  }
});

test("a limit that was reached is a mechanism, and the callers' complaint shows that it is felt", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { errors: [0, 80], requests: [100, 100] } },
    { id: "table", kind: "AWS::DynamoDB::Table", signals: { throttles: [0, 80], requests: [100, 100] } },
  ];
  const symptom = { component: "front", signal: "errors" } as const;
  const patterns = [newLine("front", "ProvisionedThroughputExceededException of table")];
  const found = diagnose(findingsOf(parts, ["front>table"], symptom, { patterns }));
  expect(found).toMatchObject({ verdict: "CONFIRMED", hypotheses: [{ cause: { mechanism: "throttling" } }] });
  expect(diagnose(findingsOf(parts, ["front>table"], symptom)).verdict).toBe("LIKELY");
});

test("a component that only writes of clients that left, or of calls made again, is not accused", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } },
    { id: "app", signals: { latency: [0.01, 0.01], requests: [100, 100], errors: [0, 0] } },
  ];
  const patterns = [
    newLine("app", "client closed the connection, request <*>"),
    newLine("app", "retry <*> of <*> after <*> ms"),
  ];
  const found = findingsOf(parts, ["front>app"], { component: "front", signal: "latency" }, { patterns });
  expect(diagnose(found).hypotheses.map(({ cause }) => cause.component.id)).toEqual(["front"]);
});

describe("a warning that three requests wrote", () => {
  const parts: readonly Part[] = [
    { id: "front", signals: { latency: [0.1, 0.1], requests: [100, 100], errors: [0, 60] } },
    { id: "app", signals: { latency: [0.06, 0.06], requests: [100, 100], errors: [0, 60] } },
    { id: "base", signals: { latency: [0.01, 0.01], requests: [100, 100], errors: [0, 0] } },
  ];
  const standingWith = (...patterns: Findings["patterns"]) => {
    const rest = { patterns };
    return top(
      findingsOf(parts, ["front>app", "app>base"], { component: "front", signal: "errors", threshold: 5 }, rest),
    );
  };
  const warning = { severity: "warning", count: 3 } as const;

  test("confirms nothing, because chance is not ruled out; many do", () => {
    const text = "slow parse of header <*>";
    expect(standingWith(newLine("app", text, { ...warning, before: 0, minutesBefore: 30 }))).toMatchObject({
      id: "app",
      standing: "LIKELY",
    });
    expect(standingWith(newLine("app", text, { ...warning, count: 80 }))).toMatchObject({
      id: "app",
      standing: "CONFIRMED",
    });
  });

  test("accuses nobody where another component wrote it all along", () => {
    const text = "slow parse of header <*>";
    const everywhere = [newLine("base", text, warning), newLine("front", text, { ...warning, before: 2 })];
    expect(standingWith(...everywhere)).toEqual(standingWith());
  });
});
