import { type Fault, type FaultLog, step } from "../../faults/fault.ts";
import { candidateAlarms, shuffled } from "../../faults/plot.ts";
import { calls, type PartKind, partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { type Draft, type Draw, drafted, uniformBetween } from "../draft.ts";

const callers: readonly PartKind[] = ["service", "function"];
const callees: readonly PartKind[] = ["service", "function", "database", "table"];

/** Calls that both sides measure. */
export const pairs = calls.filter(
  ({ from, to, asynchronous, weight }) =>
    !asynchronous && weight >= 0.25 && callers.includes(partOf(from).kind) && callees.includes(partOf(to).kind),
);

/** Packets between two parts are delayed or lost: the caller waits and fails, the callee answers as usual. */
export function onTheWay(draw: Draw): Draft {
  const { from, to } = pickFrom(draw, pairs);
  const isLoss = draw() < 0.4;
  const amount = isLoss ? uniformBetween(draw, 0.12, 0.4) : uniformBetween(draw, 0.25, 1.4);
  const shape = step(1 + Math.floor(draw() * 3));
  const logs: FaultLog[] = isLoss || draw() < 0.5 ? [complaint(from, to, isLoss)] : [];
  const fault: Fault = {
    ...drafted,
    kind: isLoss ? "loss" : "delay",
    mechanism: "on the way",
    sentence: `Packets between ${from} and ${to} are ${isLoss ? "lost" : "held up"}; ${to} itself is well.`,
    callPulls: [{ from, to, lever: isLoss ? "loss" : "delay", amount, shape }],
    logs,
  };
  return { kind: "on the way", fault, component: to, between: [from, to], alarms: shuffled(draw, alarmsOf(from)) };
}

function complaint(from: string, to: string, isLoss: boolean): FaultLog {
  const line = { by: { part: from }, each: 0, flat: 0 } as const;
  return isLoss
    ? {
        ...line,
        severity: "error",
        pattern: `no answer of ${to} within <*> ms, request <*>`,
        sample: `no answer of ${to} within 3000 ms, request 51ce`,
        share: 0.1,
      }
    : {
        ...line,
        severity: "warning",
        pattern: `${to} answered after <*> ms, slower than <*> ms`,
        sample: `${to} answered after 1184 ms, slower than 500 ms`,
        share: 0.2,
      };
}

/** The caller and those that wait for it, because the callee's own metrics show nothing. */
function alarmsOf(from: string): Draft["alarms"] {
  return candidateAlarms(from).filter(({ watched }) => watched === "latency" || watched === "errors");
}
