import { type Fault, type FaultLog, step } from "../../faults/fault.ts";
import { candidateAlarms, shuffled } from "../../faults/plot.ts";
import { calls, partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { type Draft, type Draw, deployed, drafted, uniformBetween } from "../draft.ts";

/** Parts that their callers can do without. */
const optional = ["recommendations", "search", "accounts", "price-quote", "shipping"] as const;

const exceptions = [
  ["NullPointerException: profile is null at <*>", "NullPointerException: profile is null at Ranking.java:118"],
  [
    "IndexOutOfBoundsException: Index <*> out of bounds for length <*>",
    "IndexOutOfBoundsException: Index 24 out of bounds for length 24",
  ],
  ["KeyError: 'weight' in request <*>", "KeyError: 'weight' in request 8ef0"],
] as const;

/**
 * A part throws and logs it; its callers use a slower fallback, and complain. Some such parts count the exception as a failure, others
 * return nothing and count it as success.
 */
export function swallowed(draw: Draw): Draft {
  const component = pickFrom(draw, optional);
  const isCounted = draw() < 0.5;
  const [pattern, sample] = pickFrom(draw, exceptions);
  const share = uniformBetween(draw, 0.4, 0.9);
  const callers = calls.filter(({ to, asynchronous }) => to === component && !asynchronous).map(({ from }) => from);
  const fallback = uniformBetween(draw, 2.5, 6);
  const own: FaultLog = { by: "itself", severity: "error", pattern, sample, each: 0, flat: 0, share: share * 0.9 };
  const fault: Fault = {
    ...drafted,
    kind: isCounted ? "counted exception" : "uncounted exception",
    mechanism: "swallowed exception",
    sentence: "{id} throws; its callers answer with a fallback.",
    pulls: isCounted ? [{ lever: "faults", amount: share, shape: step(2) }] : [],
    elsewhere: callers.map((caller) => ({ component: caller, lever: "latency", amount: fallback, shape: step(2) })),
    callPulls: callers.map((from) => ({ from, to: component, lever: "impact", amount: 0, shape: step(0) })),
    logs: [own, ...callers.map((part) => complaint(part, component))],
    ...deployed(draw, 0.5, partOf(component).kind === "function"),
  };
  const isSeen = ({ component: at, watched }: Draft["alarms"][number]): boolean =>
    watched === "latency" ? at !== component : isCounted && watched === "errors" && at === component;
  return {
    kind: "swallowed exception",
    fault,
    component,
    alarms: shuffled(draw, candidateAlarms(component).filter(isSeen)),
  };
}

function complaint(part: string, component: string): FaultLog {
  return {
    by: { part },
    severity: "warning",
    pattern: `fallback for ${component}, request <*>: it gave no usable answer`,
    sample: `fallback for ${component}, request 2d9b: it gave no usable answer`,
    each: 0,
    flat: 0,
    share: 0.2,
  };
}
