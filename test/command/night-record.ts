import type { Diagnosis } from "../../src/investigation/diagnosis.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { after, ana, ben, diagnosis, meta, minute, open } from "../investigation/given.ts";

const at = (minutes: number): number => Date.parse(minute(minutes)) / 1000;
const orders = { id: "orders", name: "orders", kind: "AWS::ECS::Service" };
const cart = { id: "cart", name: "cart", kind: "AWS::ECS::Service" };
const database = { id: "orders-db", name: "orders-db", kind: "AWS::RDS::DBInstance" };
const window = { start: at(-60), end: at(5) };
const seen = { window, horizon: at(5) };

const found: Diagnosis = {
  ...diagnosis(),
  verdict: "LIKELY",
  evidence: [
    {
      ...{ key: "deploy", kind: "change", component: orders, figures: { at: at(-2), minutesBefore: 2 }, ...seen },
      sentence: "UpdateService by role/deploy, taskDefinition shop-orders:143, 2 min before orders moved",
      query: "changes UpdateService orders",
    },
    {
      ...{ key: "errors", kind: "metric", component: orders, ...seen },
      figures: { before: 0, after: 14, onset: at(0), failed: 101, requests: 317 },
      sentence: "orders fails 101 of 317 requests (32 %), usual 1 of 736",
      query: "metrics ApplicationSignals Fault Service=orders",
    },
    {
      ...{ key: "db", kind: "metric", component: database, figures: { before: 31, after: 34 }, ...seen },
      sentence: "orders-db CPU 31 → 34 %",
      query: "metrics AWS/RDS CPUUtilization DBInstanceIdentifier=orders-db",
    },
    {
      ...{ key: "cart", kind: "metric", component: cart, figures: { before: 0.08, after: 0.09 }, ...seen },
      sentence: "cart latency 80 → 90 ms",
      query: "metrics AWS/ECS latency cart",
    },
  ],
  hypotheses: [
    {
      cause: { component: orders, mechanism: "change" },
      standing: "LIKELY",
      statement: "the deploy of orders was followed by its failures",
      supports: ["deploy", "errors"],
      contradicts: ["db"],
      unchecked: [{ what: "logs of orders", reason: "needs logs:StartQuery" }],
      relief: { text: "Back to shop-orders:142", command: "aws ecs update-service --task-definition shop-orders:142" },
      refutedBy: "orders goes on failing after a rollback",
      score: 2,
    },
    {
      cause: { component: cart, mechanism: "latency" },
      standing: "POSSIBLE",
      statement: "cart followed the same rise",
      supports: ["cart"],
      contradicts: [],
      unchecked: [],
      refutedBy: "cart was as slow before",
      score: 1,
    },
  ],
};

/** G-1042 after Ana and Ben worked on it: h1 accepted, h2 ruled out, one note, nobody closed it. */
export const nightRecord: Investigation = after(
  [open, meta(minute(3), { id: "gumshoe", name: "Gumshoe" })],
  [{ type: "recordRound", episode: 1, diagnosis: found }, meta(minute(5), { id: "gumshoe", name: "Gumshoe" })],
  [{ type: "acknowledge" }, meta(minute(6), ben)],
  [{ type: "discard", hypothesis: "h2", reason: "traffic of cart is flat" }, meta(minute(7), ana)],
  [{ type: "note", text: "restarted orders once" }, meta(minute(8), ben)],
  [{ type: "accept", hypothesis: "h1" }, meta(minute(9), ben)],
);
