import { type Event, type Gap, STILL_LOOKING } from "./events.ts";
import type { Investigation, Weight } from "./state.ts";

type Weakened = Extract<Event, { type: "hypothesisWeakened" }>;
type Stamp = Pick<Weakened, "at" | "by" | "episode">;
type Fields = Omit<Weakened, keyof Stamp | "type" | "id">;

const listed = new Intl.ListFormat("en");

/** Weakens the hypotheses of an episode that a newer ranking leaves out: they do not stay as they once stood. */
export function fallen(state: Investigation, ranking: readonly string[], stamp: Stamp): readonly Weakened[] {
  const known = state.hypotheses.filter(({ episode }) => episode === stamp.episode);
  return known.flatMap(({ id, weight, decided }) => {
    const isRanked = ranking.includes(id);
    const fields = decided.type === "discarded" ? leftAlone(weight) : isRanked ? undefined : fall(weight);
    return fields ? [{ type: "hypothesisWeakened" as const, ...stamp, id, ...fields }] : [];
  });
}

/** What it said, and what was seen since; no remedy, it would be for nothing. Undefined where it fell before. */
function fall(weight: Weight): Fields | undefined {
  if (weight.standing === "POSSIBLE" && weight.score === 0) return undefined;
  const waited = weight.unchecked.filter(isWaitedFor).map(({ what }) => what);
  const seen = waited.length === 0 ? "" : ` with ${listed.format(waited)} seen`;
  return {
    ...copied(weight),
    standing: "POSSIBLE",
    statement: `${weight.statement}; stands out no more${seen}`,
    unchecked: weight.unchecked.filter((gap) => !isWaitedFor(gap)),
    score: 0,
  };
}

/** Nobody looks on for what people ruled out. Undefined where nothing was waited for. */
function leftAlone(weight: Weight): Fields | undefined {
  if (!weight.unchecked.some(isWaitedFor)) return undefined;
  const { settles, relief } = weight;
  const unchecked = weight.unchecked.map((gap) =>
    isWaitedFor(gap) ? { what: gap.what, reason: "discarded before", remedy: "restore it and look again" } : gap,
  );
  return { ...copied(weight), unchecked, ...(settles && { settles }), ...(relief && { relief }) };
}

function isWaitedFor({ reason }: Gap): boolean {
  return reason === STILL_LOOKING;
}

function copied({ standing, statement, supports, contradicts, unchecked, refutedBy, score }: Weight): Fields {
  const lists = { supports: [...supports], contradicts: [...contradicts], unchecked: [...unchecked] };
  return { standing, statement, ...lists, refutedBy, score };
}
