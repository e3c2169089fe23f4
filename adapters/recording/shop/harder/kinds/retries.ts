import { type Fault, type FaultLog, step } from "../../faults/fault.ts";
import { candidateAlarms, shuffled } from "../../faults/plot.ts";
import { calls, partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { type Draft, type Draw, deployed, drafted, uniformBetween } from "../draft.ts";

/** Parts that have both callers and callees. */
const amidst = ["cart", "catalog", "orders", "accounts", "price-quote", "search"] as const;

/** A part fails and its callers retry: it and its dependencies get several times the requests, and may trigger the alarm. */
export function retries(draw: Draw): Draft {
  const component = pickFrom(draw, amidst);
  const isSlow = draw() < 0.35;
  const shape = step(2);
  const callers = calls.filter(({ to, asynchronous }) => to === component && !asynchronous);
  const many = uniformBetween(draw, 2.2, 3.6);
  const fault: Fault = {
    ...drafted,
    kind: isSlow ? "slow and asked again" : "failing and asked again",
    mechanism: "retries",
    sentence: `{id} ${isSlow ? "answers slowly" : "fails"}; its callers retry, which multiplies the requests to it and behind it.`,
    pulls: isSlow
      ? [{ lever: "latency", amount: uniformBetween(draw, 8, 16), shape }]
      : [{ lever: "faults", amount: uniformBetween(draw, 0.3, 0.6), shape }],
    callPulls: callers.map(({ from }) => ({ from, to: component, lever: "weight", amount: many, shape: step(3) })),
    logs: [own(isSlow), ...callers.map(({ from }) => again(from, component))],
    ...deployed(draw, 0.5, partOf(component).kind === "function"),
  };
  const behind = calls.filter(({ from, asynchronous }) => from === component && !asynchronous).map(({ to }) => to);
  const flooded = behind.flatMap((each) => candidateAlarms(each).filter((alarm) => alarm.component === each));
  const near = [...shuffled(draw, flooded), ...shuffled(draw, candidateAlarms(component))];
  return { kind: "retries", fault, component, alarms: draw() < 0.6 ? near : shuffled(draw, near) };
}

function own(isSlow: boolean): FaultLog {
  const line = { by: "itself", each: 0, flat: 0 } as const;
  return isSlow
    ? {
        ...line,
        severity: "warning",
        pattern: "pool exhausted, waited <*> ms for a connection",
        sample: "pool exhausted, waited 640 ms for a connection",
        share: 0.2,
      }
    : {
        ...line,
        severity: "error",
        pattern: "TypeError: cannot convert undefined to BigInt at <*>",
        sample: "TypeError: cannot convert undefined to BigInt at /app/dist/money.js:17:8",
        share: 0.3,
      };
}

function again(part: string, component: string): FaultLog {
  return {
    by: { part },
    severity: "warning",
    pattern: `asking ${component} again, attempt <*> of <*>`,
    sample: `asking ${component} again, attempt 2 of 4`,
    each: 0,
    flat: 0,
    share: 0.4,
  };
}
