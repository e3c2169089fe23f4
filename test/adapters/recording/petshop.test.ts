import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRecording } from "../../../adapters/recording/petshop/petshop.ts";
import { answer, type Score, scoreOf } from "../../../bench/petshop-score.ts";
import { readWindows } from "../../../bench/petshop-windows.ts";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { hasMoved } from "../../../src/engine/series/moved.ts";
import { parseAlarm } from "../../../src/notification/alarm.ts";
import { collect } from "../../../src/telemetry/collect/collector.ts";
import { wobbling } from "../../engine/hand-made.ts";

let folder = "";

const graph =
  ",door,kitchen_AWS::ECS::Service,fridge_AWS::DynamoDB::Table\ndoor,0,1,0\nkitchen_AWS::ECS::Service,0,0,1\nfridge_AWS::DynamoDB::Table,0,0,0\n";
const names = ["door", "kitchen_AWS::ECS::Service", "fridge_AWS::DynamoDB::Table"];

function table(start: number, rows: number, slow: number): string {
  const head = [
    ["microservice", ...names, ...names],
    ["metric", "latency", "latency", "latency", "requests", "requests", "requests"],
    ["statistic", "Average", "Average", "Average", "Sum", "Sum", "Sum"],
    ["unix_timestamp", "", "", "", "", "", ""],
  ];
  const columns = [0.3 + slow, 0.2 + slow, 0.05 + slow, 100, 100, 100].map((level, salt) =>
    wobbling(level, rows, salt),
  );
  const body = Array.from({ length: rows }, (_, row) => [
    start + row * 300,
    ...columns.map((column, index) => (row === 0 && index === 3 ? "" : column[row])),
  ]);
  return [...head, ...body].map((cells) => cells.join(",")).join("\n");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recording-"));
  await mkdir(join(folder, "noissue"));
  await mkdir(join(folder, "test", "issue_0"), { recursive: true });
  await writeFile(join(folder, "graph.csv"), graph);
  await writeFile(join(folder, "noissue", "metrics.csv"), table(1_700_000_000, 300, 0));
  await writeFile(join(folder, "test", "issue_0", "metrics.csv"), table(1_690_000_000, 5, 2));
  await writeFile(
    join(folder, "test", "issue_0", "target.json"),
    JSON.stringify({
      target: { node: "door", metric: "latency", agg: "Average", timestamp: 1_690_000_100 },
      root_cause: { node: "fridge_AWS::DynamoDB::Table", metric: null },
    }),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a recorded alarm goes through the real parser and comes out as one on the target", async () => {
  const { alarm, symptom } = await readRecording(join(folder, "test", "issue_0"));
  const parsed = parseAlarm(alarm.message, "arn:aws:sns:us-west-2:123456789012:recorded");
  expect(parsed).toMatchObject({
    state: "ALARM",
    alarm: {
      name: "door latency",
      region: "us-west-2",
      kind: "metric",
      operator: "GreaterThanThreshold",
      metric: { namespace: "Recording", name: "latency", dimensions: { Service: "door" }, period: 300 },
    },
  });
  expect(Date.parse(parsed?.alarmAt ?? "")).toBe(alarm.at * 1000);
  expect(parsed?.alarm.value).toBeGreaterThan(alarm.threshold);
  expect(symptom).toMatchObject({ component: "door", signal: "latency", above: true });
});

test("collected and diagnosed as any alarm, it leads to the component at the end of the calls", async () => {
  const { alarm, telemetry, answer } = await readRecording(join(folder, "test", "issue_0"));
  const parsed = parseAlarm(alarm.message, "arn:aws:sns:us-west-2:123456789012:recorded");
  const findings = await collect({
    telemetry,
    ...(parsed && { alarm: parsed.alarm }),
    at: alarm.at,
    now: alarm.at + 300,
    budgetMs: 600_000,
    signal: new AbortController().signal,
    onProgress: () => {},
    hasMoved,
  });
  const { hypotheses, gaps } = diagnose(findings);
  expect(hypotheses[0]?.cause.component.id).toBe(answer);
  expect(gaps).toContainEqual({ what: "changes", reason: "not part of the recording" });
});

test("says what is wrong with a folder that is no recording", async () => {
  await expect(readRecording(join(folder, "test"))).rejects.toThrow();
});

async function measure(folder: string): Promise<Score> {
  return scoreOf((await readWindows(folder)).map(answer));
}

test("scores a folder of any names", async () => {
  expect(await measure(folder)).toMatchObject({ cases: 1, top1: 1, top3: 1, latency: { cases: 1, specificity: 1 } });
});

const recorded = fileURLToPath(new URL("../../../../shared/petshop/low_traffic/", import.meta.url));

test.skipIf(!existsSync(recorded))(
  "finds the recorded faults of a real shop, and leaves normal days alone",
  async () => {
    const score = await measure(recorded);
    expect(score).toMatchObject({ cases: 26 });
    expect(score.top1).toBeGreaterThanOrEqual(0.9);
    expect(score.top3).toBeGreaterThanOrEqual(0.95);
    for (const metric of ["latency", "availability"]) {
      const each = score[metric];
      expect(typeof each === "object" ? each.specificity : 0).toBeGreaterThanOrEqual(0.9);
    }
  },
);
