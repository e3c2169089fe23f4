import fc from "fast-check";
import { expect, test } from "vitest";
import { readLine } from "../../../src/telemetry/logs/log-line.ts";
import { toShape } from "../../../src/telemetry/logs/log-patterns.ts";

test.each([
  ["16:42:09.486 INFO  t.c.TravelController#115 TraceID: 6f3c [query] 0 failed", "info"],
  ["16:43:04.718 WARN  o.s.OrderServiceImpl#68 TraceID: 6f3c [Order not found][failed]", "warning"],
  ["16:43:04.718 ERROR  f.s.FoodServiceImpl#17 TraceID: 6f3c [getAllFood]", "error"],
  ["2026-05-04 10:00:00,123 [main] DEBUG com.shop.Cart - no error", "info"],
  ["2026/05/04 10:00:00 [error] 12#12: *1 upstream prematurely closed", "error"],
  ["[WARNING] slow", "warning"],
  ["E0504 10:00:00.123456 1 server.go:12] lost the lease", "error"],
  ["fail: Shop.Cart[0]", "error"],
  ['ts=2026-05-04T10:00:00Z level=warn msg="disk nearly full"', "warning"],
  ['{"level":50,"msg":"lost"}', "error"],
  ['{"level":30,"msg":"no error"}', "info"],
  ['{"level":3,"short_message":"lost"}', "error"],
  ['{"severity":"info","message":"TraceID: c6f4 Payment failed 0 times"}', "info"],
  ['{"timestamp": "2026-05-04", "severity": "ERROR", "message": "lost"}', "error"],
  ['{"log":"10:00:00 ERROR lost\\n","stream":"stdout","time":"2026-05-04T10:00:00Z"}', "error"],
  ['2026-05-04T10:00:00.154660034Z stderr F {"severity":"warning","message":"slow"}', "warning"],
  ['{"error":"connection reset","path":"/cart"}', "error"],
  ["GetCartAsync called with userId=45d2", undefined],
  ["the error count is high", undefined],
  ['{"no":"words"}', undefined],
])("%s: %s", (line, level) => {
  expect(readLine(line).level).toBe(level);
});

test.each([
  ['{"severity":"info","pid":1,"message":"Getting currencies","v":1}', "Getting currencies"],
  ['2026-05-04T10:00:00.15Z stdout F {"message":"Start","severity":"info"}', "Start"],
  ['{"msg":"Cannot pay","err":{"message":"card refused"}}', "Cannot pay: card refused"],
  ['{"log":"{\\"message\\":\\"within\\"}","stream":"stdout"}', "within"],
  ["2026-05-04T10:00:00.15Z stdout F plain", "plain"],
  ['{"message": broken', '{"message": broken'],
  ['{"path":"/"}', '{"path":"/"}'],
])("of %s the text is %s", (line, text) => {
  expect(readLine(line).text).toBe(text);
});

test("reads whatever is written", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (line) => {
      expect(typeof readLine(line).text).toBe("string");
    }),
  );
});

test.each(["a ", "[", "{", "level=", '{"log":', "a[b,", "x(y=", "{a="])("100 KB of %j are done with soon", (part) => {
  expect(toShape(part.repeat(100_000 / part.length)).pattern.length).toBeLessThanOrEqual(1_000);
});

test("a level says more than the words, and words count where there is none", () => {
  expect(toShape("10:00:00 INFO 0 requests failed").severity).toBe("info");
  expect(toShape("0 requests failed").severity).toBe("error");
});

test("lines of JSON are told apart by their messages", () => {
  const [one, other] = ["Getting currencies", "Carrying decimals"].map((message) => {
    return toShape(JSON.stringify({ severity: "info", message })).pattern;
  });
  expect([one, other]).toEqual(["Getting currencies", "Carrying decimals"]);
});

test.each([
  ["got Order(id=17, items=[Item(size=1), Item(size=2)], state=new) ok", "got Order<*> ok"],
  ["got Order(id=18, items=[], state=paid) ok", "got Order<*> ok"],
  ["map {a=1, b=x}", "map <*>"],
  ["names: [nanjing, shanghai]", "names: <*>"],
  ["stations=[nanjing]", "stations=<*>"],
  ["[Order not found, so it is created][step 3]", "[Order not found, so it is created][step <*>]"],
  ["(failed) because (a = b)", "(failed) because (a = b)"],
])("printed objects and lists vary: %s", (line, pattern) => {
  expect(toShape(line).pattern).toBe(pattern);
});

test("an id of digits alone does not make another pattern", () => {
  const [one, other] = ["4111111111111111", "9f4c2d18a7b3e065"].map((id) => toShape(`Span: ${id} done`).pattern);
  expect(one).toBe(other);
});
