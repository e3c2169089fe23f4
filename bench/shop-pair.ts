import type { Simulation } from "../adapters/recording/shop/simulation.ts";
import type { HypothesisDraft } from "../src/investigation/diagnosis.ts";

/** Whether a hypothesis is the truth: about the faulty component; of trouble between two about either of them, where it is about that pair. */
export function isTrue(hypothesis: HypothesisDraft, { incident }: Pick<Simulation, "incident">): boolean {
  const { component, between } = incident.answer;
  return between ? isAboutPair(hypothesis, between) : hypothesis.cause.component.id === component;
}

/** Whether a hypothesis is about what lies between two parts: it accuses one of them and names both, not only to say when something moved. */
export function isAboutPair({ cause, statement }: HypothesisDraft, pair: readonly [string, string]): boolean {
  const text = `${cause.component.id}; ${cause.mechanism}; ${withoutOthers(statement)}`;
  return pair.includes(cause.component.id) && pair.every((id) => names(text, id));
}

/** What is quoted, and what is only about the symptom. */
function withoutOthers(statement: string): string {
  return statement
    .replaceAll(/"[^"]*"/g, "")
    .replace(/,? (?:\d+ (?:s|min|h) (?:before|after)|at the same time as|in the same minute as) .*$/, "")
    .replace(/ caused the change in .*$/, "");
}

/** "orders" stands neither in "orders-table" nor in "reorders". */
function names(text: string, id: string): boolean {
  const escaped = id.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(text);
}
