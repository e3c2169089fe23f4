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

/** Weakens the hypotheses of an episode that a newer ranking leaves out: they do not stay as they once stood. */
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
 * What it said, and what was seen since; no remedy, it would be for nothing. `successor` tells of the same component by another
 * mechanism. Undefined where it fell before.
 */
function fall(weight: Weight, successor: string | undefined): Fields | undefined {
  if (weight.standing === "POSSIBLE" && weight.score === 0) return undefined;
  const waited = weight.unchecked.filter(isWaitedFor).map(({ what }) => what);
  const seen = waited.length === 0 ? "" : ` with ${listed.format(waited)} seen`;
  const became = successor === undefined ? "stands out no more" : `is told by ${successor} now`;
  return {
    ...copied(weight),
    standing: "POSSIBLE",
    statement: `${weight.statement}; ${became}${seen}`,
    unchecked: weight.unchecked.filter((gap) => !isWaitedFor(gap)),
    score: 0,
  };
}

/** Nobody looks on for what people ruled out. Undefined where nothing was waited for. */
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
