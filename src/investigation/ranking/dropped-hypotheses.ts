import { type Cause, type Event, type Gap, STILL_LOOKING } from "../../events/events.ts";
import type { Hypothesis, Investigation, Weight } from "../state.ts";

type Weakened = Extract<Event, { type: "hypothesisWeakened" }>;
type Stamp = Pick<Weakened, "at" | "by" | "episode">;
type Fields = Omit<Weakened, keyof Stamp | "type" | "id">;

const listed = new Intl.ListFormat("en");

/** A hypothesis of the newest ranking. */
export interface Ranked {
  readonly id: string;
  readonly cause: Cause;
}

/** Weakens the hypotheses of an episode that are missing from a newer ranking. */
export function droppedHypotheses(state: Investigation, ranked: readonly Ranked[], stamp: Stamp): readonly Weakened[] {
  const known = state.hypotheses.filter(({ episode }) => episode === stamp.episode);
  return known.flatMap((hypothesis) => {
    const fields = droppedFields(hypothesis, ranked);
    return fields ? [{ type: "hypothesisWeakened" as const, ...stamp, id: hypothesis.id, ...fields }] : [];
  });
}

function droppedFields({ id, decided, weight, cause }: Hypothesis, ranked: readonly Ranked[]): Fields | undefined {
  if (decided.type === "discarded") return leftAlone(weight);
  if (ranked.some((each) => each.id === id)) return undefined;
  return fall(weight, ranked.find((each) => each.cause.component.id === cause.component.id)?.id);
}

/**
 * The fields of a dropped hypothesis, without a relief. `successor` is the id of a hypothesis with the same component and another
 * mechanism. Undefined if it was dropped before.
 */
function fall(weight: Weight, successor: string | undefined): Fields | undefined {
  if (weight.standing === "POSSIBLE" && weight.score === 0) return undefined;
  const waited = weight.unchecked.filter(isWaitedFor).map(({ what }) => what);
  const seen = waited.length === 0 ? "" : ` with ${listed.format(waited)} seen`;
  const became = successor === undefined ? "no longer stands out" : `is told by ${successor} now`;
  return {
    ...copied(weight),
    standing: "POSSIBLE",
    statement: `${weight.statement}; ${became}${seen}`,
    unchecked: weight.unchecked.filter((gap) => !isWaitedFor(gap)),
    score: 0,
  };
}

/** The fields of a discarded hypothesis, with its pending checks marked as not done. Undefined if none is pending. */
function leftAlone(weight: Weight): Fields | undefined {
  if (!weight.unchecked.some(isWaitedFor)) return undefined;
  const { alone, settles, relief } = weight;
  const unchecked = weight.unchecked.map((gap) =>
    isWaitedFor(gap) ? { what: gap.what, reason: "discarded before", remedy: "restore it and look again" } : gap,
  );
  return {
    ...copied(weight),
    ...(alone && { alone }),
    unchecked,
    ...(settles && { settles }),
    ...(relief && { relief }),
  };
}

function isWaitedFor({ reason }: Gap): boolean {
  return reason === STILL_LOOKING;
}

function copied({ standing, explains, statement, supports, contradicts, unchecked, ...weight }: Weight): Fields {
  const { refutedBy, score } = weight;
  const lists = { supports: [...supports], contradicts: [...contradicts], unchecked: [...unchecked] };
  return { standing, ...(explains !== undefined && { explains }), statement, ...lists, refutedBy, score };
}
