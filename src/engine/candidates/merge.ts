import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** Mechanisms that describe a limit explain their consequences, and so name the cause of a component. */
const limits: readonly string[] = ["traffic", "memory", "throttling"];

/** Whether a mechanism is a limit. */
export function isLimit(mechanism: string): boolean {
  return limits.includes(mechanism);
}

/** Drops candidates whose cause people discarded. */
export function allowed(scene: Scene, candidates: readonly Candidate[]): readonly Candidate[] {
  const { discarded } = scene.findings;
  return candidates.filter(
    ({ component, mechanism }) =>
      !discarded.some((cause) => cause.component.id === component && cause.mechanism === mechanism),
  );
}

/** Merges candidates to one per component: the one with the highest weight, with the signs of the others, under the most specific mechanism. */
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

type Observation = "log" | "alone" | "between" | "ceased" | "earlyEnd" | "drives" | "reason";

/** Logs, connections and ceased calls of any of them count for all. */
function observed(all: readonly Candidate[]): Pick<Candidate, Observation> {
  const of = <K extends Observation>(key: K) => all.find((each) => each[key] !== undefined)?.[key];
  const [log, alone, between, ceased] = [of("log"), of("alone"), of("between"), of("ceased")];
  const [earlyEnd, drives, reason] = [of("earlyEnd"), of("drives"), of("reason")];
  return {
    ...(log && { log }),
    ...(alone && { alone }),
    ...(between && { between }),
    ...(ceased && { ceased }),
    ...(earlyEnd && { earlyEnd }),
    ...(drives !== undefined && { drives }),
    ...(reason && { reason }),
  };
}

/** A component that became slow before it failed counts as slow, however much fails by now. */
function slowFirst(heaviest: Candidate, others: readonly Candidate[]): Candidate {
  if (heaviest.mechanism !== "failures") return heaviest;
  const slow = others.find(({ mechanism, onset }) => mechanism === "latency" && onset <= heaviest.onset);
  return slow && slow.weight >= settings.slowFirst * heaviest.weight ? slow : heaviest;
}

/** The largest share, with its kind of loss. */
function shareOf(all: readonly Candidate[]): Pick<Candidate, "share" | "loss"> {
  const [largest] = all.toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  return largest?.loss === undefined ? { share: largest?.share } : { share: largest.share, loss: largest.loss };
}
