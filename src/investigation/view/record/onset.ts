import { type Investigation, isFiring, presentEpisode } from "../../state.ts";
import { moment, spansOf, stillHappening } from "../words.ts";
import { evidencePoint, type RecordAnswer } from "./answer.ts";
import { componentNames, isNamed } from "./involved.ts";

/** When it began: by the earliest onset that was measured, of a component or of all, and when the alarm fired. */
export function onset(state: Investigation, component: string | undefined): RecordAnswer {
  const began = state.evidence
    .filter(({ episode, evidence }) => episode === presentEpisode(state) && evidence.figures.onset !== undefined)
    .filter(({ evidence }) => component === undefined || isNamed(evidence, component))
    .toSorted((one, other) => (one.evidence.figures.onset ?? 0) - (other.evidence.figures.onset ?? 0));
  const [first] = began;
  const at = first?.evidence.figures.onset;
  const episode = state.episodes.at(-1);
  const fired = episode === undefined ? [] : ["The alarm fired at ", { time: episode.firedAt }, ". "];
  const points = began.map((record) => {
    const point = evidencePoint(record);
    return { ...point, text: [moment(record.evidence.figures.onset ?? 0), " ", ...spansOf(point.text)] };
  });
  if (first !== undefined && at !== undefined) {
    const name = first.evidence.component?.name ?? "The first metric";
    return { text: [`${name} left its usual range at `, moment(at), ` (${first.id}). `, ...fired], points };
  }
  const claimed = state.since === undefined ? [] : ["Whoever asked said since ", moment(state.since), ". "];
  if (component !== undefined) {
    const measured = componentNames(state);
    const others = measured.length === 0 ? "" : ` The record has figures of ${measured.slice(0, 6).join(", ")}.`;
    return {
      text: [`No onset of ${component} was measured. `, ...fired, others.trim()],
      actions: [{ label: "Errors", command: `G-${state.number} metrics errors "${component}"` }],
    };
  }
  const happening = isFiring(state) ? [] : spansOf(stillHappening(state));
  return { text: [...claimed, ...fired, "When its metrics moved was not measured. ", ...happening] };
}
