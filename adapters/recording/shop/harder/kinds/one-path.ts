import { type Fault, type FaultLog, step } from "../../faults/fault.ts";
import type { Plot } from "../../faults/incidents.ts";
import { callersOf, partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { type Draft, type Draw, deployed, drafted, uniformBetween } from "../draft.ts";

/** Operations that a small share of callers use. */
const operations = [
  { from: "search", to: "catalog" },
  { from: "recommendations", to: "catalog" },
  { from: "checkout", to: "cart" },
  { from: "checkout", to: "shipping" },
  { from: "order-fulfilment", to: "shipping" },
] as const;

/** Parts that a small share of the entry's requests reach. */
const branches = ["checkout", "payments", "orders", "shipping", "price-quote"] as const;

const watched = ["errors", "latency"] as const;

/** One of several operations breaks: the serving part is mostly healthy, and the entry's mean moves little. */
export function onePath(draw: Draw): Draft {
  return draw() < 0.5 ? operation(draw) : branch(draw);
}

function operation(draw: Draw): Draft {
  const { from, to } = pickFrom(draw, operations);
  const isSlow = draw() < 0.4;
  const shape = step(2);
  const amount = isSlow ? uniformBetween(draw, 0.6, 2) : uniformBetween(draw, 0.5, 0.95);
  const fault: Fault = {
    ...drafted,
    kind: "one operation",
    mechanism: "one path",
    sentence: `The operation of {id} that ${from} uses ${isSlow ? "waits" : "fails"}; the others are well.`,
    callPulls: [{ from, to, lever: isSlow ? "slows" : "breaks", amount, shape }],
    logs: [lineOf(isSlow, 0.06)],
    ...deployed(draw, 0.5, false),
  };
  return { kind: "one path", fault, component: to, alarms: [...entry(from), ...at(to, callersOf(to, 1))] };
}

function branch(draw: Draw): Draft {
  const component = pickFrom(draw, branches);
  const isSlow = draw() < 0.4;
  const shape = step(2);
  const fault: Fault = {
    ...drafted,
    kind: "one branch",
    mechanism: "one path",
    sentence: "{id}, which few of the entry's requests reach, {what}.".replace("{what}", isSlow ? "is slow" : "fails"),
    pulls: isSlow
      ? [{ lever: "latency", amount: uniformBetween(draw, 25, 60), shape }]
      : [{ lever: "faults", amount: uniformBetween(draw, 0.4, 0.9), shape }],
    logs: [lineOf(isSlow, 0.4)],
    ...deployed(draw, 0.5, partOf(component).kind === "function"),
  };
  return { kind: "one path", fault, component, alarms: entry("storefront") };
}

function lineOf(isSlow: boolean, share: number): FaultLog {
  const line = { by: "itself", each: 0, flat: 0, share } as const;
  return isSlow
    ? {
        ...line,
        severity: "warning",
        pattern: "lock on <*> held for <*> ms",
        sample: "lock on price_rules held for 912 ms",
      }
    : {
        ...line,
        severity: "error",
        pattern: "UnsupportedOperationException: v2 of the answer, request <*>",
        sample: "UnsupportedOperationException: v2 of the answer, request 40ba",
      };
}

/** The entry first, then a nearer part. */
function entry(from: string): readonly Plot["alarm"][] {
  return [...at("shop-alb", ["storefront"]), ...at(from, [])];
}

function at(component: string, others: readonly string[]): readonly Plot["alarm"][] {
  return [component, ...others].flatMap((each) => watched.map((what) => ({ component: each, watched: what })));
}
