import { beforeAll } from "vitest";
import { recordedQuery } from "../../../../adapters/recording/incidents/columns.ts";
import { type RecordedIncidents, readIncidents } from "../../../../adapters/recording/incidents/incidents.ts";
import { createLooks } from "../../../../adapters/recording/incidents/telemetry.ts";
import { absentContract } from "../../../contracts/telemetry/absent.ts";
import { logsContract } from "../../../contracts/telemetry/logs.ts";
import { metricsContract } from "../../../contracts/telemetry/metrics.ts";
import { topologyContract } from "../../../contracts/telemetry/topology.ts";
import { tracesContract } from "../../../contracts/telemetry/traces.ts";
import { cleanUp, folderOf, handMade, INJECTED, MIDNIGHT } from "./hand-made.ts";

cleanUp();
const HOUR = 3_600;
const name = "recorded incidents";
const now = () => new Date((INJECTED + 240) * 1000);
const look = (incidents: RecordedIncidents) => createLooks(incidents)({ at: INJECTED, now: INJECTED + 240 });
const hours = (from: number, to: number) => ({ start: MIDNIGHT + from * HOUR, end: MIDNIGHT + to * HOUR });

let whole: RecordedIncidents;
let bare: RecordedIncidents;
beforeAll(async () => {
  const { "faults.json": faults, "graph.csv": graph, "metrics.csv": metrics, ...files } = handMade();
  whole = await readIncidents(await folderOf(handMade()));
  bare = await readIncidents(await folderOf({ "faults.json": faults, "graph.csv": graph, "metrics.csv": metrics }));
  if (Object.keys(files).length !== 4) throw new Error("More files are optional than are left out.");
});

metricsContract(name, async () => ({
  metrics: look(whole).metrics,
  known: recordedQuery("shop", "latency", "p99"),
  other: recordedQuery("pay", "cpu", "Average"),
  window: hours(2, 5),
  now,
}));
logsContract(name, async () => ({ logs: look(whole).logs, group: "pay", window: hours(4, 4.25), now }));
topologyContract(name, async () => ({ topology: look(whole).topology, window: hours(3, 5), now }));
tracesContract(name, async () => {
  const { traces } = look(whole);
  if (!traces) throw new Error("there are no traces");
  return { traces, component: "pay", window: hours(4, 4.5), now };
});

absentContract(`changes of ${name}`, (signal) => look(whole).changes.during(hours(2, 3), signal));
absentContract(`logs of ${name} without lines`, (signal) =>
  look(bare).logs.patterns(["pay"], hours(2, 3), hours(2, 3).start, signal),
);
absentContract(`traces of ${name} without any`, async (signal) => {
  const { traces } = look(bare);
  if (!traces) throw new Error("there are no traces");
  return traces.find(hours(2, 3), signal);
});
