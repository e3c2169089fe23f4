import { sameCause } from "../../events/cause.ts";
import type { Cause, Event } from "../../events/events.ts";
import type { Diagnosis, HypothesisDraft } from "../diagnosis.ts";
import type { Investigation, Weight } from "../state.ts";
import { droppedHypotheses, type Ranked } from "./dropped-hypotheses.ts";
import { compareStandings } from "./standing-order.ts";

type Weighed = Extract<Event, { type: "hypothesisStrengthened" }>;
type Stamp = Pick<Weighed, "at" | "by" | "episode">;
type WeightFields = Omit<Weighed, keyof Stamp | "type" | "id">;

/**
 * The events of a diagnosis, and the ids of its hypotheses, best first. Evidence gets the next numbers. Hypotheses are identified by their
 * cause within their episode; discarded ones stay discarded, and those that are no longer proposed are dropped.
 */
export function weighRound(
  state: Investigation,
  diagnosis: Diagnosis,
  stamp: Stamp,
): { readonly events: readonly Event[]; readonly ranking: readonly string[] } {
  const { episode } = stamp;
  const ids = new Map<string, string>();
  const recorded: Event[] = [];
  for (const { key, ...evidence } of diagnosis.evidence) {
    const known = state.evidence.find((e) => e.episode === episode && sameEvidence(e.evidence, evidence));
    const id = known?.id ?? `e${state.numbered.evidence + recorded.length + 1}`;
    ids.set(key, id);
    if (!known) recorded.push({ type: "evidenceRecorded", ...stamp, id, evidence });
  }

  const ranked: Ranked[] = [];
  const weighed: Event[] = [];
  let proposed = 0;
  const knownOf = (cause: Cause) => state.hypotheses.find((h) => h.episode === episode && sameCause(h.cause, cause));
  for (const draft of diagnosis.hypotheses) {
    const known = knownOf(draft.cause);
    const id = known?.id ?? `h${state.numbered.hypotheses + ++proposed}`;
    ranked.push({ id, cause: draft.cause });
    if (known?.decided.type === "discarded") continue;
    const weight = weigh(draft, ids, draft.explains && knownOf(draft.explains)?.id);
    const type = known ? compare(known.weight, weight) : "hypothesisProposed";
    if (type === "hypothesisProposed") weighed.push({ type, ...stamp, id, cause: draft.cause, ...weight });
    else if (type) weighed.push({ type, ...stamp, id, ...weight });
  }
  return {
    events: [...recorded, ...weighed, ...droppedHypotheses(state, ranked, stamp)],
    ranking: ranked.map(({ id }) => id),
  };
}

/** Whether two pieces of evidence have the same content. */
export function sameEvidence(
  one: { readonly sentence: string; readonly query: string },
  other: { readonly sentence: string; readonly query: string },
): boolean {
  return one.sentence === other.sentence && one.query === other.query;
}

function weigh(draft: HypothesisDraft, ids: ReadonlyMap<string, string>, explains: string | undefined): WeightFields {
  const named = (keys: readonly string[]) => keys.flatMap((key) => ids.get(key) ?? []);
  const { standing, alone, statement, refutedBy, score, settles, relief } = draft;
  return {
    standing,
    ...(alone !== undefined && { alone }),
    ...(explains !== undefined && { explains }),
    statement,
    supports: named(draft.supports),
    contradicts: named(draft.contradicts),
    unchecked: [...draft.unchecked],
    refutedBy,
    score,
    ...(settles !== undefined && { settles }),
    ...(relief !== undefined && { relief }),
  };
}

/** A hypothesis with the same standing and fewer unchecked points is stronger. */
function compare(before: Weight, after: WeightFields): "hypothesisStrengthened" | "hypothesisWeakened" | undefined {
  const step = compareStandings(after.standing, before.standing) || after.score - before.score;
  if (step === 0 && told(after) === told(before)) return undefined;
  return step < 0 ? "hypothesisWeakened" : "hypothesisStrengthened";
}

function told(weight: Weight): string {
  const { alone, explains, statement, supports, contradicts, unchecked, settles, relief, refutedBy } = weight;
  const gaps = unchecked.map(({ what, reason, remedy }) => [what, reason, remedy]);
  const advice = [settles?.text, relief?.command, refutedBy];
  return JSON.stringify([alone, explains, statement, supports, contradicts, gaps, advice]);
}
