import { sameCause } from "../../events/cause.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { type Investigation, presentEpisode } from "../state.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

/** The most causes that a model may add to one firing. */
const MOST = 3;

/** Adds a cause that a model proposes, as POSSIBLE and behind all others, if it rests on evidence of this firing and nobody named it before. */
export function decideProposal(
  state: Investigation,
  { cause, statement, supports, settles }: Extract<Command, { type: "propose" }>,
  { at, actor: by }: Meta,
): Decision {
  const episode = presentEpisode(state);
  const present = state.hypotheses.filter((known) => known.episode === episode);
  const resting = supports.filter((id) => state.evidence.some((each) => each.id === id && each.episode === episode));
  const known = present.some((each) => sameCause(each.cause, cause) || each.cause.component.id === cause.component.id);
  const added = present.filter((each) => each.cause.mechanism === cause.mechanism).length;
  if (state.status !== "open" || resting.length === 0 || known || added >= MOST) return unchanged;
  return accept({
    ...{ type: "hypothesisProposed", at, by, episode, id: `h${state.hypotheses.length + 1}`, cause },
    ...{ standing: "POSSIBLE", statement, supports: resting, contradicts: [], unchecked: [] },
    settles,
    refutedBy: `${settles.text} shows nothing of it`,
    score: 0,
  });
}
