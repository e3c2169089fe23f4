import { describe, expect, test } from "vitest";
import { simulateSystem, systemIncidentOf, systemIncidents } from "../../../adapters/recording/systems/systems.ts";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Diagnosis } from "../../../src/investigation/diagnosis.ts";
import { changesContract } from "../../contracts/telemetry/changes.ts";
import { clustersContract } from "../../contracts/telemetry/clusters.ts";
import { logsContract } from "../../contracts/telemetry/logs.ts";
import { metricsContract } from "../../contracts/telemetry/metrics.ts";
import { topologyContract } from "../../contracts/telemetry/topology.ts";
import { findingsAt } from "../../engine/simulated-findings.ts";

const startedAt = new Date("2026-11-23T12:05:00Z");
const FIRED = startedAt.getTime() / 1000;
const MINUTE = 60_000;

/** Where nothing measures a loss: that usage falls after a change is a weak lead. */
const WEAK: ReadonlySet<string> = new Set(["amazon-q"]);

function play(name: string, minutesAfter: number) {
  const found = systemIncidentOf(name);
  if (!found) throw new Error(`no incident ${name}`);
  const now = (): Date => new Date(startedAt.getTime() + minutesAfter * MINUTE);
  return { simulation: simulateSystem(found, { seed: 3, startedAt, now }), now };
}

async function diagnosed(name: string, minutesAfter: number): Promise<Diagnosis> {
  const { simulation, now } = play(name, minutesAfter);
  return diagnose(await findingsAt(simulation, now()));
}

describe.each(systemIncidents)("$id", ({ id, answer }) => {
  test("its alarm leads to its cause", async () => {
    const { hypotheses, verdict } = await diagnosed(id, 9);
    const [first] = hypotheses;
    expect([first?.cause.component.name, first?.cause.mechanism], first?.statement).toEqual([
      answer.component,
      answer.mechanism,
    ]);
    expect(verdict).toMatch(WEAK.has(id) ? /^INCONCLUSIVE$/ : /^(?:CONFIRMED|LIKELY)$/);
  });

  test("on a healthy day nobody is accused: NO FAULT FOUND, or what it lacks", async () => {
    const { verdict, hypotheses, reason } = await diagnosed(`${id}-healthy`, 20);
    expect(hypotheses.map(({ standing, statement }) => `${standing} ${statement}`)).toEqual([]);
    expect(verdict === "NO FAULT FOUND" || /not seen|no data/.test(reason), `${verdict}: ${reason}`).toBe(true);
  });
});

test("there is one for each of the twenty systems, under names of their own, and no title tells the cause", () => {
  expect(systemIncidents).toHaveLength(20);
  expect(new Set(systemIncidents.map(({ id }) => id)).size).toBe(20);
  for (const { title, summary, answer } of systemIncidents) {
    expect.soft(`${title} ${summary}`).not.toContain(answer.mechanism.replace("change:", ""));
  }
});

const SEARCH = play("opensearch-traces", 60);
const CLUSTER = play("eks-workloads", 60);
const query = (metric: string) => ({
  namespace: "Shop/Services",
  metric,
  dimensions: { Service: "product-search" },
  statistic: "Sum",
  period: 60,
});
const noon = Date.parse("2026-11-23T12:00:00Z") / 1000;

metricsContract("a system's incident", async () => ({
  metrics: SEARCH.simulation.telemetry.metrics,
  known: query("Errors"),
  other: query("Requests"),
  window: { start: noon - 3 * 3600, end: noon },
  now: SEARCH.now,
}));
changesContract("a system's incident", async () => ({
  changes: SEARCH.simulation.telemetry.changes,
  window: { start: FIRED - 4 * 3600, end: FIRED },
  now: SEARCH.now,
}));
logsContract("a system's incident", async () => ({
  logs: SEARCH.simulation.telemetry.logs,
  group: "/ecs/product-search",
  window: { start: FIRED + 60, end: FIRED + 1260 },
  now: SEARCH.now,
}));
topologyContract("a system's incident", async () => ({
  topology: SEARCH.simulation.telemetry.topology,
  window: { start: noon - 3600, end: noon },
  now: SEARCH.now,
}));
clustersContract("a system's incident", async () => {
  const { clusters } = CLUSTER.simulation.telemetry;
  if (!clusters) throw new Error("no cluster");
  return { clusters, now: CLUSTER.now };
});
