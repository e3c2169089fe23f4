import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** A limit that was reached tells more than what it led to: these give a component's cause its mechanism. */
const limits: readonly string[] = ["traffic", "memory", "throttling"];

/** Whether a mechanism is a limit that was reached. */
export function isLimit(mechanism: string): boolean {
  return limits.includes(mechanism);
}

/** Candidates without the causes that people ruled out. */
export function allowed(scene: Scene, candidates: readonly Candidate[]): readonly Candidate[] {
  const { discarded } = scene.findings;
  return candidates.filter(
    ({ component, mechanism }) =>
      !discarded.some((cause) => cause.component.id === component && cause.mechanism === mechanism),
  );
}

/** One candidate a component: the heaviest, with what the others show, under the mechanism that tells most. */
export function merge(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...Map.groupBy(candidates, ({ component }) => component).values()].flatMap((all) => {
    const [heaviest, ...others] = all.toSorted((a, b) => b.weight - a.weight);
    if (!heaviest) return [];
    const limit = limits.map((mechanism) => all.find((each) => each.mechanism === mechanism)).find((each) => each);
    const first = limit ?? slowFirst(heaviest, others);
    const readings = [first, heaviest, ...others].flatMap((each) => each.readings);
    return [
      {
        ...heaviest,
        mechanism: first.mechanism,
        ...shareOf(all),
        strength: Math.max(...all.map(({ strength }) => strength)),
        onset: Math.min(...all.map(({ onset }) => onset)),
        readings: [...new Set(readings)],
        ...observed(all),
      },
    ];
  });
}

/** What led to one of them speaks for all of them. */
function observed(all: readonly Candidate[]): Pick<Candidate, "log" | "alone" | "between" | "ceased"> {
  const of = <K extends "log" | "alone" | "between" | "ceased">(key: K) =>
    all.find((each) => each[key] !== undefined)?.[key];
  const [log, alone, between, ceased] = [of("log"), of("alone"), of("between"), of("ceased")];
  return { ...(log && { log }), ...(alone && { alone }), ...(between && { between }), ...(ceased && { ceased }) };
}

/** What got slow before it failed is slow, however much of it fails by now. */
function slowFirst(heaviest: Candidate, others: readonly Candidate[]): Candidate {
  if (heaviest.mechanism !== "failures") return heaviest;
  const slow = others.find(({ mechanism, onset }) => mechanism === "latency" && onset <= heaviest.onset);
  return slow && slow.weight >= settings.slowFirst * heaviest.weight ? slow : heaviest;
}

/** The largest, with what it is of. */
function shareOf(all: readonly Candidate[]): Pick<Candidate, "share" | "loss"> {
  const [largest] = all.toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  return largest?.loss === undefined ? { share: largest?.share } : { share: largest.share, loss: largest.loss };
}
