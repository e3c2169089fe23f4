import { describe, expect, test } from "vitest";
import { type LogLine, patternsOf, shapeOf } from "../../../src/telemetry/logs/log-patterns.ts";
import { requestOf } from "../../../src/telemetry/logs/request-id.ts";

const TRACE = "7a462ee422c70f4aa33a5d6188000cec";

test.each([
  [`10:00:01 INFO TraceID: ${TRACE} SpanID: 01c572d64e750438 stored`, `${TRACE} 01c572d64e750438`],
  [`{"trace_id":"${TRACE}","span_id":"01c572d64e750438","msg":"stored"}`, `${TRACE} 01c572d64e750438`],
  ["2026-11-30T03:00:00Z\t8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa\tINFO\tstored", "8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa"],
  ["START RequestId: 8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa Version: 3", "8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa"],
  [
    "REPORT RequestId: 8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa\tDuration: 3 ms\tXRAY TraceId: 1-67891233-abcdef012345678912345678",
    "8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa",
  ],
  [
    `{"message":"stored","function_request_id":"${TRACE}","xray_trace_id":"1-67891233-abcdef012345678912345678"}`,
    TRACE,
  ],
  [`{"event":"stored","aws_request_id":"${TRACE}"}`, TRACE],
  [`{"event":"stored","xray_trace_id":"${TRACE}"}`, TRACE],
  ["stored 1-67891233-abcdef012345678912345678", "1-67891233-abcdef012345678912345678"],
  [`stored ${TRACE}`, TRACE],
  ["stored order 8f14e45f-ceea-467f-a0e6-b1d5c2d0f1aa", undefined],
  ["stored", undefined],
])("the request of %j", (line, request) => {
  expect(requestOf(line)).toBe(request);
});

test.each([
  ["INFO orders.OrderService#53 stored 17", "INFO orders.OrderService#53 stored <*>"],
  ["I1130 03:00:00 server.go:17 stored 17 rows", "I1130 <*> server.go:17 stored <*> rows"],
  ["INFO (app/orders.service.ts:17:5) stored 17", "INFO (app/orders.service.ts:17:<*>) stored <*>"],
  ["orders.mjs:17 stored 17", "orders.mjs:17 stored <*>"],
  ["server.c:17 stored 17", "server.c:17 stored <*>"],
  ["orders.shop.internal:8080 stored 17", "orders.shop.internal:<*> stored <*>"],
  ["stored order#17", "stored order#<*>"],
])("a line number of the source tells lines apart: %s", (line, shape) => {
  expect(shapeOf(line)).toBe(shape);
});

const START = 1_790_000_000;

/** Lines of one request, a second apart. */
function request(id: number, minute: number, ...texts: readonly string[]): readonly LogLine[] {
  const trace = id.toString(16).padStart(32, "a");
  return texts.map((text, second) => ({
    at: START + 60 * minute + (id % 40) + second,
    group: "/ecs/orders",
    message: `INFO ${text} trace_id=${trace}`,
  }));
}

function found(lines: readonly LogLine[], text: string, minutes = 3) {
  const window = { start: START, end: START + 60 * minutes };
  const patterns = patternsOf({ lines, share: 1, ordinary: true }, { lines: [], share: 1 }, window);
  const requests = patterns.find(({ pattern }) => pattern.includes(text))?.requests;
  return requests && { all: [...requests.all], wrote: [...requests.wrote], begun: [...requests.begun] };
}

describe("what requests tell of a line", () => {
  const lines = [
    ...request(1, 0, "asked", "stored"),
    ...request(2, 0, "asked", "stored"),
    ...request(3, 1, "asked", "stored"),
    ...request(4, 2, "asked"),
    ...request(5, 2, "asked"),
  ];

  test("how many began as its own did, and how many of these wrote it, by minute", () => {
    expect(found(lines, "stored")).toEqual({ all: [2, 1, 2], wrote: [2, 1, 0], begun: [0, 0, 0] });
    expect(found(lines, "asked")).toEqual({ all: [2, 1, 2], wrote: [2, 1, 2], begun: [2, 1, 2] });
  });

  test("requests that take another branch do not leave it out", () => {
    const other = [6, 7, 8].flatMap((id) => request(id, 2, "asked", "nothing to store"));
    expect(found([...lines, ...other], "stored")?.all).toEqual([2, 1, 2]);
  });

  test("a statement is one line, whatever it prints", () => {
    const printed = [
      ...request(1, 0, "asked", "a.Store#9 done small"),
      ...request(2, 1, "asked", "a.Store#9 done large"),
    ];
    expect(found(printed, "small")).toEqual({ all: [1, 1, 0], wrote: [1, 1, 0], begun: [0, 0, 0] });
  });

  test("files of the same ending are several statements", () => {
    const alike = [1, 2, 3].flatMap((id) =>
      request(id, 0, "asked", `a.service.ts:9 done ${id}`, ...(id > 1 ? ["b.service.ts:9 sent"] : [])),
    );
    expect(found(alike, "b.service")?.wrote).toEqual([2, 0, 0]);
  });

  test("an invocation of a function is one request, whichever of its lines name its trace too", () => {
    const invocation = (id: number, minute: number, ...texts: readonly string[]) => {
      const own = id.toString(16).padStart(32, "a");
      const trace = `1-67891233-${id.toString(16).padStart(24, "0")}`;
      return [
        `START RequestId: ${own} Version: 1`,
        ...texts.map((text) => `{"message":"${text}","function_request_id":"${own}","xray_trace_id":"${trace}"}`),
        `REPORT RequestId: ${own}\tDuration: 3 ms\tXRAY TraceId: ${trace}`,
      ].map((message, second) => ({ at: START + 60 * minute + second, group: "/aws/lambda/orders", message }));
    };
    const invoked = [...invocation(1, 0, "stored"), ...invocation(2, 1, "stored"), ...invocation(3, 2)];
    expect(found(invoked, "stored")).toEqual({ all: [1, 1, 1], wrote: [1, 1, 0], begun: [0, 0, 0] });
    expect(found(invoked, "START")?.begun).toEqual([1, 1, 1]);
  });

  test("nothing where only errors and warnings were read, or lines name no request", () => {
    const window = { start: START, end: START + 180 };
    const telling = patternsOf({ lines, share: 1 }, { lines: [], share: 1 }, window);
    const unnamed = lines.map((line) => ({ ...line, message: line.message.replace(/ trace_id=\S+/, "") }));
    expect(telling.map(({ requests }) => requests)).toEqual([undefined, undefined]);
    expect(found(unnamed, "stored")).toBeUndefined();
  });
});
