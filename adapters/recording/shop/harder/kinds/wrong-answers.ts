import type { Fault, FaultLog } from "../../faults/fault.ts";
import { candidateAlarms, shuffled } from "../../faults/plot.ts";
import { calls, type PartKind, partOf } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { type Draft, type Draw, deployed, drafted, uniformBetween } from "../draft.ts";

const kinds: readonly PartKind[] = ["service", "function"];

/** Calls whose answer the caller needs. */
const wires = calls.filter(
  ({ from, to, asynchronous, weight }) =>
    !asynchronous && weight >= 0.25 && kinds.includes(partOf(from).kind) && kinds.includes(partOf(to).kind),
);

const lines = [
  ["warning", "rate <*> not in table, using <*>", "rate 71 not in table, using 0"],
  [
    "error",
    "JsonMappingException: unexpected token at offset <*>, record skipped",
    "JsonMappingException: unexpected token at offset 412, record skipped",
  ],
  [
    "warning",
    "schema version <*> of record <*> is newer than this reader",
    "schema version 7 of record 9ac2 is newer than this reader",
  ],
  [
    "error",
    "IllegalStateException: item <*> has no currency, answering without it",
    "IllegalStateException: item 3fd8 has no currency, answering without it",
  ],
] as const;

/** A part answers wrongly but in time: only its own log shows it, and its caller fails on the answer, at once or minutes later. */
export function wrongAnswers(draw: Draw): Draft {
  const { from, to } = pickFrom(draw, wires);
  const [severity, pattern, sample] = pickFrom(draw, lines);
  const afterMinutes = draw() < 0.5 ? 0 : 2 + Math.floor(draw() * 4);
  const own: FaultLog = {
    by: "itself",
    severity,
    pattern,
    sample,
    each: 0,
    flat: 0,
    share: uniformBetween(draw, 0.03, 0.4),
  };
  const fault: Fault = {
    ...drafted,
    kind: "wrong answers",
    mechanism: "wrong answers",
    sentence: "{id} answers in time and wrongly; only its log shows it.",
    callPulls: [
      {
        from,
        to,
        lever: "spoils",
        amount: uniformBetween(draw, 0.2, 0.7),
        shape: { type: "late", afterMinutes, riseMinutes: 2 },
      },
    ],
    showsWithinMinutes: 30 + afterMinutes,
    logs: [own, ...complaint(draw, from, to, afterMinutes)],
    ...deployed(draw, 0.5, partOf(to).kind === "function"),
  };
  const alarms = candidateAlarms(from).filter(({ watched }) => watched === "errors");
  return { kind: "wrong answers", fault, component: to, alarms: shuffled(draw, alarms) };
}

/** The caller's log lines: none, an error of its own, or one that names the part that answered. */
function complaint(draw: Draw, from: string, to: string, afterMinutes: number): readonly FaultLog[] {
  const chance = draw();
  if (chance < 0.25) return [];
  const line = { by: { part: from }, severity: "error", each: 0, flat: 0, share: 0.25, afterMinutes } as const;
  return chance < 0.65
    ? [
        {
          ...line,
          pattern: "ValidationError: total is not a number, request <*>",
          sample: "ValidationError: total is not a number, request 0b7e",
        },
      ]
    : [
        {
          ...line,
          pattern: `cannot read the answer of ${to}: missing field, request <*>`,
          sample: `cannot read the answer of ${to}: missing field, request 6c1d`,
        },
      ];
}
