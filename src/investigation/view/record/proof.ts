import { leading, standingVerdict } from "../../ranking/ranking.ts";
import type { Investigation } from "../../state.ts";
import { decideActions, hypothesisPoints } from "../hypothesis.ts";
import { tally } from "../words.ts";
import { evidencePoint, type RecordAnswer } from "./answer.ts";

/** What the first cause rests on, and what would refute it; or one piece of evidence with its query. */
export function proof(state: Investigation, id: string | undefined): RecordAnswer {
  if (id !== undefined) return evidenceOf(state, id);
  const [first] = leading(state);
  const verdict = standingVerdict(state);
  if (!first) {
    const none = verdict === undefined ? "No cause is proposed so far." : `${verdict.verdict}: ${verdict.reason}.`;
    return { text: none, points: state.evidence.map((record) => evidencePoint(record)) };
  }
  const { weight } = first;
  const settles = weight.settles === undefined ? "" : ` Settles it: ${weight.settles.text}`;
  return {
    text: `${first.id} is ${weight.standing}, ${tally(first)}: ${weight.statement}. Refuted if: ${weight.refutedBy}.${settles}`,
    points: hypothesisPoints(state, first),
    actions: decideActions(state, first, true),
  };
}

function evidenceOf({ evidence, hypotheses }: Investigation, id: string): RecordAnswer {
  const found = evidence.find((record) => record.id === id);
  if (!found) {
    const last = evidence.at(-1)?.id;
    return {
      text: `There is no evidence ${id}${last === undefined ? "; none was found yet" : `; the last is ${last}`}.`,
    };
  }
  const citing = (list: "supports" | "contradicts"): string =>
    hypotheses
      .filter(({ weight }) => weight[list].includes(id))
      .map((each) => each.id)
      .join(", ");
  const [for_, against] = [citing("supports"), citing("contradicts")];
  const weighs = [for_ && `speaks for ${for_}`, against && `speaks against ${against}`].filter(Boolean).join(", ");
  return {
    text: weighs === "" ? "No proposed cause rests on it." : `It ${weighs}.`,
    points: [evidencePoint(found, against && !for_ ? "-" : "+")],
    quote: found.evidence.query,
  };
}
