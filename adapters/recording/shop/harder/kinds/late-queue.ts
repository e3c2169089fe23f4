import type { Fault } from "../../faults/fault.ts";
import { partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { type Draft, type Draw, deployed, drafted, uniformBetween } from "../draft.ts";

/** The producers and consumers of queues. */
const ways = [
  { producer: "orders", consumer: "order-fulfilment" },
  { producer: "order-fulfilment", consumer: "email-sender" },
] as const;

/** A part sends unreadable messages to a queue; minutes later their consumer fails on them. */
export function lateQueue(draw: Draw): Draft {
  const { producer, consumer } = pickFrom(draw, ways);
  const afterMinutes = 3 + Math.floor(draw() * 8);
  const shape = { type: "late", afterMinutes, riseMinutes: 2 } as const;
  const fault: Fault = {
    ...drafted,
    kind: "late queue",
    mechanism: "late queue",
    sentence: `{id} writes messages without a currency; ${consumer} fails on them minutes later.`,
    elsewhere: [{ component: consumer, lever: "faults", amount: uniformBetween(draw, 0.35, 0.8), shape }],
    showsWithinMinutes: 30 + afterMinutes,
    logs: [
      {
        by: "itself",
        severity: "warning",
        pattern: "event <*> written without a currency",
        sample: "event 7a1f written without a currency",
        each: 0,
        flat: 0,
        share: uniformBetween(draw, 0.3, 0.8),
      },
      {
        by: { part: consumer },
        severity: "error",
        pattern: "cannot read message <*>: currency is missing",
        sample: "cannot read message 7a1f: currency is missing",
        each: 0,
        flat: 0,
        share: 0.4,
        afterMinutes,
      },
    ],
    ...deployed(draw, 0.7, partOf(producer).kind === "function"),
  };
  return { kind: "late queue", fault, component: producer, alarms: [{ component: consumer, watched: "errors" }] };
}
