import type { Investigation } from "./state.ts";

/** An alarm that flaps for days is investigated with each firing: beyond so many, only the findings of the newest firings are kept. */
const MOST_INVESTIGATED = 40;
const KEPT_INVESTIGATED = 20;

/**
 * Leaves out the findings of the oldest firings where there are too many, with their hypotheses and evidence. What people accepted or
 * discarded stays, with its evidence. The history has all of it.
 */
export function foldFindings(state: Investigation): Investigation {
  const numbers = Object.keys(state.findings).map(Number);
  if (numbers.length <= MOST_INVESTIGATED) return state;
  const kept = new Set(numbers.sort((a, b) => a - b).slice(-KEPT_INVESTIGATED));
  const hypotheses = state.hypotheses.filter(
    ({ episode, decided }) => kept.has(episode) || decided.type !== "proposed",
  );
  const cited = new Set(hypotheses.flatMap(({ weight }) => [...weight.supports, ...weight.contradicts]));
  return {
    ...state,
    findings: Object.fromEntries(Object.entries(state.findings).filter(([number]) => kept.has(Number(number)))),
    hypotheses,
    evidence: state.evidence.filter(({ id, episode }) => kept.has(episode) || cited.has(id)),
  };
}
