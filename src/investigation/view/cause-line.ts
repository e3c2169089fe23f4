import type { Text, TextSpan } from "../../card/card.ts";
import type { Standing } from "../../events/events.ts";
import { standingVerdict } from "../ranking/ranking.ts";
import type { Hypothesis, Investigation } from "../state.ts";
import { isChecking } from "./lead-word.ts";
import { moment } from "./words.ts";

const SURENESS = { POSSIBLE: "possible", LIKELY: "likely", CONFIRMED: "confirmed" } as const satisfies Record<
  Standing,
  string
>;

/** Mechanisms that say where the loss arises, and not yet why. */
const PLACES: ReadonlySet<string> = new Set(["failures", "latency", "connection"]);

/** "Cause (confirmed)", "Where (likely so far)", "Weak lead": what a hypothesis is, in front of its statement. */
export function causeLabel(state: Investigation, { cause, weight, decided }: Hypothesis): string {
  if (decided.type === "accepted") return "Cause (accepted)";
  if (standingVerdict(state)?.verdict === "INCONCLUSIVE") return "Weak lead";
  const what = PLACES.has(cause.mechanism) && weight.standing !== "CONFIRMED" ? "Where" : "Cause";
  return `${what} (${SURENESS[weight.standing]}${isChecking(state) ? " so far" : ""})`;
}

/** A hypothesis's statement with its id; that of a change begins with the time at which it was made. */
export function causeText({ evidence }: Investigation, { cause, weight, id }: Hypothesis): Text {
  const change = evidence.find((record) => weight.supports.includes(record.id) && record.evidence.kind === "change");
  const at = cause.mechanism.startsWith("change:") ? change?.evidence.figures.at : undefined;
  const time: readonly TextSpan[] = at === undefined ? [] : [moment(at), " "];
  return [...time, `${weight.statement} (${id})`];
}

/** "not found; h1 was discarded by Ana": what is said where no cause stands out. */
export function notFoundText(reason: string): string {
  return `not found; ${reason.replace(", cause unproven", "")}`;
}
