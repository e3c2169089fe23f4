import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { patternWords } from "../../../src/findings/log-pattern.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const MINUTE = 60;
const ONSET = FIRED - 7 * MINUTE;

/** Orders fail, and write a line that was never written before. */
function failing(pattern: string, rest: Partial<Findings> = {}): Findings {
  const line = { component: "orders", group: "/ecs/orders", severity: "error", count: 80, before: 0 } as const;
  return findingsOf(
    [
      { id: "front", signals: { requests: [100, 100], errors: [0, 40] } },
      { id: "orders", signals: { requests: [100, 100], errors: [0, 40] } },
      { id: "stock", kind: "AWS::DynamoDB::Table", signals: { latency: [0.01, 0.01], requests: [100, 100] } },
    ],
    ["front>orders", "orders>stock"],
    { component: "front", signal: "errors" },
    { patterns: [{ ...line, pattern, sample: pattern, firstAt: ONSET }], ...rest },
  );
}

describe("who writes of a call that goes wrong, to nobody whom the graph knows,", () => {
  test.each([
    "call to tax-rates failed with status <*> after <*> ms",
    "Connection to ledger.internal:5432 refused",
    "GET https://rates.example.com/v1/eur returned, status 503",
    "error: connect ECONNREFUSED <*>:6379",
    "ThrottlingException: Rate exceeded for table invoices, request <*>",
    "rates.example.com took <*> ms, slower than <*> ms",
    "com.zaxxer.hikari: SocketTimeoutException: Read timed out",
    "Read timed out calling https://rates.example.com/v1 after <*> ms",
    "RedisCommandTimeoutException: Command timed out after <*> second(s)",
    "org.postgresql.util.PSQLException: The connection attempt failed.",
    "could not connect to server: Operation timed out",
    "dial tcp 10.0.3.7:8080: i/o timeout",
    "10.0.3.7:8080 answered after 900 ms, slower than 300 ms",
    "slow response (900 ms) of 10.0.3.7:8080",
    "x509: certificate has expired or is not yet valid",
    "SSLException: Received fatal alert: handshake_failure",
    "fallback for tax-rates, request <*>: it gave no usable answer",
    "failed to parse the response from ledger: missing field",
    "ledger answered after <*> ms, slower than <*> ms",
    "slow response from ledger: <*> ms",
  ])("may not be the cause: %s", (pattern) => {
    const { verdict, hypotheses } = diagnose(failing(pattern));
    const [first] = hypotheses;
    expect(verdict).toBe("INCONCLUSIVE");
    expect(first).toMatchObject({ standing: "POSSIBLE", cause: { component: { id: "orders" } } });
    expect(first?.statement).toContain(`it writes "${patternWords(pattern)}", and the service it means is unknown`);
    expect(first?.unchecked.map(({ what }) => what)).toContain(`whom "${patternWords(pattern)}" is about`);
  });

  test("is still the cause where it was changed just before", () => {
    const resources = ["arn:aws:ecs:eu-west-1:1:service/shop/orders"];
    const change = { id: "1", at: ONSET - MINUTE, action: "UpdateService", actor: "mia", resources, detail: {} };
    expect(diagnose(failing("connection to ledger.internal refused", { changes: [change] })).verdict).toBe("CONFIRMED");
  });
});

test.each([
  "cannot read message <*>: currency is missing",
  "failed to deserialize the record at offset <*>",
  "malformed event <*> skipped",
])("who cannot use what it is sent may not be the cause: %s", (pattern) => {
  const { verdict, hypotheses } = diagnose(failing(pattern));
  const [first] = hypotheses;
  expect(verdict).toBe("INCONCLUSIVE");
  expect(first?.statement).toContain(`it writes "${patternWords(pattern)}", so its sender may be at fault`);
  expect(first?.unchecked.map(({ what }) => what)).toContain(`who sent what "${patternWords(pattern)}" is about`);
});

describe("who writes of itself is the cause", () => {
  test.each([
    "NullPointerException at OrderController.place line <*>",
    "request to /orders/<*> failed with status 500",
    "batch of <*> messages took <*> ms, visibility timeout is <*> ms",
    "java.lang.OutOfMemoryError: Java heap space",
    "FATAL: configuration PRICE_TABLE is missing",
    "Timed out waiting for a connection of the pool, <*> of <*> are in use",
    "renewing the certificate took <*> ms",
    "GET /orders for 10.0.3.7 failed with status 500",
    "request of 10.0.3.7:52344 failed: total is not a number",
    "failed to listen on 10.0.3.7:8080",
    "server on 0.0.0.0:8080 failed to start",
  ])("%s", (pattern) => {
    expect(diagnose(failing(pattern))).toMatchObject({
      verdict: "CONFIRMED",
      hypotheses: [{ cause: { component: { id: "orders" } } }],
    });
  });
});

test.each(["client closed the connection, request <*>", "retry <*> of <*> after <*> ms"])(
  "what is written of clients, or of calls made again, tells no reason: %s",
  (pattern) => {
    expect(diagnose(failing(pattern))).toMatchObject({
      verdict: "LIKELY",
      hypotheses: [{ cause: { component: { id: "orders" } } }],
    });
  },
);

test.each(["https://", "call to ", "Throttl", "ConnectTimeout", "a.b-"])(
  "a line of %s again and again is read to its end",
  (part) => {
    const { hypotheses } = diagnose(failing(part.repeat(100_000 / part.length)));
    expect(hypotheses[0]).toMatchObject({ cause: { component: { id: "orders" } } });
  },
);
