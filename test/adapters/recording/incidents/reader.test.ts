import { describe, expect, test } from "vitest";
import { readIncidents } from "../../../../adapters/recording/incidents/incidents.ts";
import { sampledAt } from "../../../../adapters/recording/incidents/minutes.ts";
import { cleanUp, folderOf, handMade, MIDNIGHT, SECOND } from "./hand-made.ts";

cleanUp();
const whole = handMade();
const read = async (changed: Readonly<Record<string, string | undefined>>, packed = false) =>
  readIncidents(await folderOf({ ...whole, ...changed }, packed));

test.each([
  ["packed", true],
  ["as they are", false],
])("files are read %s", async (_name, packed) => {
  const { minutes, columns, faults, lines, requests, free } = await read({}, packed);
  expect(minutes.count).toBe(360);
  expect(sampledAt(minutes, 0)).toBe(MIDNIGHT + SECOND);
  expect(faults).toMatchObject([{ id: "f01", component: "pay", kind: "exception" }]);
  expect(columns.map(({ component, signal, statistic }) => `${component} ${signal} ${statistic}`)).toEqual([
    "shop latency p50",
    "shop latency p99",
    "shop requests Sum",
    "pay latency p90",
    "pay cpu Average",
  ]);
  const cpu = columns.find(({ signal }) => signal === "cpu")?.values;
  expect(cpu?.subarray(0, 3)).toEqual(Float64Array.of(20, 21, 22));
  expect([...(requests?.values() ?? [])].flat()).toHaveLength(360);
  expect([...(lines?.values() ?? [])].flat()).toHaveLength(360 * 2 + 2 * 120);
  // The fault was injected in minute 330: it shows from 329 on, and no more in 339.
  expect(free).toEqual(Array.from({ length: 360 }, (_, minute) => minute).filter((each) => each < 329 || each > 338));
});

test("an empty cell is a missing value", async () => {
  const { columns } = await read({});
  const latency = columns.find(({ component, signal }) => component === "pay" && signal === "latency");
  expect(latency?.values.subarray(4, 7)).toEqual(Float64Array.of(0.05, Number.NaN, 0.05));
});

test("a call whose callee begins only after its caller has gone on is a message, whatever it is called", async () => {
  const { messages } = await read({});
  expect([...messages]).toEqual(["shop\nmail"]);
});

test("what is optional may be absent", async () => {
  const missing = { "calls.csv": undefined, "call_medians.csv": undefined, "traces.jsonl": undefined };
  const incidents = await read({ ...missing, "logs.jsonl": undefined });
  expect(incidents).toMatchObject({ calls: undefined, requests: undefined, lines: undefined });
});

describe("a mistake is told with its file and line", () => {
  test.each([
    ["faults.json", '{"entry":"shop"}', /faults\.json: .*sampled_at_second/s],
    ["faults.json", "{", /faults\.json is no JSON/],
    ["graph.csv", "caller,called\na,b", /graph\.csv line 1: there is no column callee/],
    [
      "metrics.csv",
      "time,shop:cpu\n2026-05-04T00:00:00Z,1\n2026-05-04T00:01:00Z,x",
      /metrics\.csv line 3: "x" is no num/,
    ],
    ["metrics.csv", "time,shop:cpu\n2026-05-04T00:00:00Z", /metrics\.csv line 2: 1 cells under 2 columns/],
    ["metrics.csv", "time,shop:cpu\nyesterday,1", /metrics\.csv line 2: "yesterday" is no time/],
    [
      "metrics.csv",
      "time,shop:mood\n2026-05-04T00:00:00Z,1",
      /metrics\.csv line 1: "shop:mood" is no component:signal/,
    ],
    ["metrics.csv", "time,shop:cpu\n2026-05-04T00:00:00Z,1\n2026-05-04T00:00:30Z,1", /line 3: is not a whole minute/],
    ["calls.csv", "time,caller,callee,calls\n", /calls\.csv line 1: there is no column caller_latency_mean/],
    [
      "logs.jsonl",
      '{"time":"2026-05-04T00:00:00Z","component":"a","message":"b"}\n\n{]',
      /logs\.jsonl line 3: is no JSON/,
    ],
    ["logs.jsonl", '{"time":"2026-05-04T00:00:00Z","component":"a"}', /logs\.jsonl line 1: .*message/s],
    ["traces.jsonl", '{"trace":"a","spans":[]}', /traces\.jsonl line 1: .*spans/s],
    [
      "traces.jsonl",
      '{"trace":"a","spans":[{"id":1,"parent":0,"component":"a","operation":"b","start":"2026-05-04T00:00:00Z","duration":1}]}',
      /traces\.jsonl line 1: there is no span 0/,
    ],
  ])("%s: %s", async (name, text, told) => {
    await expect(read({ [name]: text })).rejects.toThrow(told);
  });

  test.each(["faults.json", "graph.csv", "metrics.csv"])("without %s there is nothing to tell", async (name) => {
    await expect(read({ [name]: undefined })).rejects.toThrow(name);
  });

  test("what is called packed and is not", async () => {
    const folder = await folderOf({ ...whole, "logs.jsonl": undefined, "logs.jsonl.gz": "plain" }, false);
    await expect(readIncidents(folder)).rejects.toThrow(/logs\.jsonl\.gz cannot be unpacked/);
  });
});
