import type { Text, TextSpan, Tone } from "../../card/card.ts";
import { counted } from "../../card/number.ts";
import type { Alarm, Gap } from "../../events/events.ts";
import { snoozeOf } from "../carried/firing.ts";
import { standingVerdict } from "../ranking/ranking.ts";
import { isSimulated } from "../simulated.ts";
import { type Hypothesis, type Investigation, isFiring } from "../state.ts";
import { noticeLook } from "./notice.ts";

/** The state word at the start of a title, and its colour. */
export function stateOf(state: Investigation): { readonly word: string; readonly tone: Tone } {
  if (state.status === "closed") return { word: "CLOSED", tone: "ok" };
  const verdict = standingVerdict(state)?.verdict;
  const present = state.episodes.at(-1);
  if (present?.state === "OK") return { word: "OK", tone: "ok" };
  if (present?.state === "INSUFFICIENT_DATA") return { word: "NO DATA", tone: "inconclusive" };
  if (isFiring(state) && state.alarm?.silenced) {
    return { word: state.alarm.silenced.how === "muted" ? "MUTED" : "SUPPRESSED", tone: "neutral" };
  }
  if (isFiring(state) && snoozeOf(state)) return { word: "SNOOZED", tone: "inconclusive" };
  if (state.acknowledged) return { word: "ACKED", tone: "acknowledged" };
  if (verdict === "INCONCLUSIVE") return { word: "INCONCLUSIVE", tone: "inconclusive" };
  if (verdict === "NO FAULT FOUND") return { word: "NO FAULT FOUND", tone: "ok" };
  if (isFiring(state)) return { word: "ALARM", tone: "alarm" };
  if (state.subject?.type === "notice" && state.status === "asked") return noticeLook(state.subject.notice);
  return { word: state.status === "asked" ? "ASKED" : "OPEN", tone: "neutral" };
}

/** "SEV2 " before the name; empty without a severity. */
export function severityWord({ severity }: Investigation): string {
  return severity === undefined ? "" : `${severity} `;
}

/** " · SIMULATED" after the name of a simulated alarm. */
export function simulatedWords(state: Investigation): string {
  return isSimulated(state) ? " · SIMULATED" : "";
}

/** "3 findings for, 1 against, 1 not checked". */
export function tally({ weight }: Hypothesis): string {
  const parts = [`${counted(weight.supports.length, "finding")} for`, `${weight.contradicts.length} against`];
  if (weight.unchecked.length > 0) parts.push(`${weight.unchecked.length} not checked`);
  return parts.join(", ");
}

/** "Logs not checked: needs logs:StartQuery". */
export function gapLine(gap: Gap): string {
  return `${gap.what} not checked: ${reasonOf(gap)}`;
}

/** A gap's reason with its remedy. */
export function reasonOf({ reason, remedy }: Gap): string {
  return `${reason}${remedy === undefined ? "" : ` (${remedy})`}`;
}

/** "metrics to 03:08, changes to 02:51": the times up to which the sources are complete. */
export function horizonsLine(horizons: Readonly<Record<string, number>>): Text {
  const spans: TextSpan[] = [];
  for (const [source, epoch] of Object.entries(horizons)) {
    if (!Number.isFinite(epoch)) continue;
    spans.push(`${spans.length === 0 ? "" : ", "}${source} to `, moment(epoch));
  }
  return spans;
}

/** The parts of a text. */
export function spansOf(text: Text): readonly TextSpan[] {
  return typeof text === "string" ? [text] : text;
}

/** Epoch seconds as a time in a text. */
export function moment(epochSeconds: number): TextSpan {
  return { time: new Date(epochSeconds * 1000).toISOString() };
}

/** The reason why the alarm's notification did not arrive. */
export function sweptWords(alarm: Alarm | undefined): string {
  const swept = alarm?.swept;
  switch (swept) {
    case "lost":
      return ", notification never arrived";
    case "unheard":
      return ", it notifies no topic that Gumshoe hears";
    case undefined:
      return "";
    default:
      return swept satisfies never;
  }
}
