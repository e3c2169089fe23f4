import type { Verdict } from "../../events/events.ts";
import { type Hypothesis, type Investigation, presentEpisode } from "../state.ts";
import { lower, mostFor } from "./standing-order.ts";

/**
 * The hypotheses of the present episode, best first: accepted ones, their own causes, the others, and discarded ones last. Standings are
 * recalculated without the discarded ones. A hypothesis that only explains a discarded one counts as discarded.
 */
export function rankedHypotheses(state: Investigation): readonly Hypothesis[] {
  const ranking = rankingOf(state);
  const known = present(state);
  const rank = ({ id }: Hypothesis): number => (ranking.includes(id) ? ranking.indexOf(id) : ranking.length);
  const order = (hypothesis: Hypothesis): number =>
    groupOf(hypothesis, known, ranking) * (ranking.length + 1) + rank(hypothesis);
  return standingAnew(known, ranking)
    .filter((hypothesis) => hypothesis.decided.type === "discarded" || !isOut(hypothesis, known))
    .toSorted((one, other) => order(one) - order(other));
}

/** As {@link rankedHypotheses}, without the discarded ones. */
export function leftHypotheses(state: Investigation): readonly Hypothesis[] {
  return rankedHypotheses(state).filter(({ decided }) => decided.type !== "discarded");
}

/** The accepted causes, else the best one that was not discarded. */
export function leading(state: Investigation): readonly Hypothesis[] {
  const left = leftHypotheses(state);
  const accepted = left.filter(({ decided }) => decided.type === "accepted");
  return accepted.length > 0 ? accepted : left.slice(0, 1);
}

/**
 * The present episode's verdict after people's decisions: if they accepted another cause than the best one, or discarded the best one,
 * the verdict follows from the evidence of the cause that is first now.
 */
export function standingVerdict(
  state: Investigation,
): { readonly verdict: Verdict; readonly reason: string } | undefined {
  const conclusion = state.findings[presentEpisode(state)]?.conclusion;
  if (!conclusion) return undefined;
  const { verdict, reason, ranking } = conclusion;
  const best = state.hypotheses.find(({ id }) => id === ranking[0]);
  const [lead] = leading(state);
  if (!best || lead?.id === best.id || verdict === "NO FAULT FOUND") return { verdict, reason };
  if (lead && lead.weight.standing !== "POSSIBLE") {
    return { verdict: lead.weight.standing, reason: lead.weight.statement };
  }
  if (verdict === "INCONCLUSIVE") return { verdict, reason };
  return { verdict: "INCONCLUSIVE", reason: `${decisionWords(lead) ?? decisionWords(best)}, cause unproven` };
}

function decisionWords(hypothesis: Hypothesis | undefined): string | undefined {
  if (!hypothesis || hypothesis.decided.type === "proposed") return undefined;
  return `${hypothesis.id} was ${hypothesis.decided.type} by ${hypothesis.decided.by.name}`;
}

function present(state: Investigation): readonly Hypothesis[] {
  const episode = presentEpisode(state);
  return state.hypotheses.filter((hypothesis) => hypothesis.episode === episode);
}

function rankingOf(state: Investigation): readonly string[] {
  const { conclusion, early, before } = state.findings[presentEpisode(state)] ?? {};
  return (conclusion ?? early ?? before)?.ranking ?? [];
}

/** The group of a hypothesis in the order; one that was dropped from the ranking explains nothing. */
function groupOf(hypothesis: Hypothesis, known: readonly Hypothesis[], ranking: readonly string[]): number {
  if (isOut(hypothesis, known)) return 3;
  if (hypothesis.decided.type === "accepted") return 0;
  if (!ranking.includes(hypothesis.id)) return 2;
  return explained(hypothesis, known)?.decided.type === "accepted" ? 1 : 2;
}

/** Whether it was discarded, or the cause at the same component that it only explains. */
function isOut(hypothesis: Hypothesis, known: readonly Hypothesis[]): boolean {
  if (hypothesis.decided.type === "discarded") return true;
  const reason = explained(hypothesis, known);
  const rests = reason?.cause.component.id === hypothesis.cause.component.id;
  return rests && reason.decided.type === "discarded" && hypothesis.decided.type === "proposed";
}

function explained({ weight }: Hypothesis, known: readonly Hypothesis[]): Hypothesis | undefined {
  return known.find(({ id }) => id === weight.explains);
}

/** If the best one is out, the next gets the standing of its own evidence, and the others are compared with it. */
function standingAnew(known: readonly Hypothesis[], ranking: readonly string[]): readonly Hypothesis[] {
  const best = known.find(({ id }) => id === ranking[0]);
  if (!best || !isOut(best, known)) return known;
  const left = ranking.flatMap((id) => known.find((each) => each.id === id && !isOut(each, known)) ?? []);
  const top = left[0]?.weight.score ?? 0;
  return known.map((hypothesis) => {
    const index = left.indexOf(hypothesis);
    const { weight } = hypothesis;
    if (index === -1 || !weight.alone) return hypothesis;
    return { ...hypothesis, weight: { ...weight, standing: lower(weight.alone, mostFor(weight.score, top, index)) } };
  });
}
