import type { Text } from "../../card/card.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { deeperLook } from "../looks/deeper-look.ts";
import { rankedHypotheses } from "../ranking/ranking.ts";
import { type Hypothesis, type Investigation, presentEpisode } from "../state.ts";
import { accept, type Decision, refuse, unchanged } from "./decision.ts";

type OnHypothesis = Extract<Command, { type: "accept" | "discard" | "restore" }>;

/** Decides a person's command on a hypothesis. If two people decide at once, the first one wins and the other gets a refusal. */
export function decideOnHypothesis(state: Investigation, command: OnHypothesis, meta: Meta): Decision {
  const hypothesis = state.hypotheses.find((known) => known.id === command.hypothesis);
  if (!hypothesis) return refuse(unknown(state, command.hypothesis));
  const { decided, id } = hypothesis;
  const stamp = { at: meta.at, by: meta.actor, id };
  switch (command.type) {
    case "accept":
      if (hypothesis.episode !== presentEpisode(state)) {
        return refuse(`${id} belongs to an earlier firing of this alarm. It cannot be the present cause.`);
      }
      if (decided.type === "accepted") return decided.by.id === meta.actor.id ? unchanged : already(hypothesis);
      if (decided.type === "discarded") return already(hypothesis);
      return accept({ type: "hypothesisAccepted", ...stamp }, ...deeperLook(state, id, meta));
    case "discard":
      if (decided.type === "discarded") return decided.by.id === meta.actor.id ? unchanged : already(hypothesis);
      if (decided.type === "accepted") return already(hypothesis);
      return accept({
        type: "hypothesisDiscarded",
        ...stamp,
        ...(command.reason !== undefined && { reason: command.reason }),
      });
    case "restore":
      if (decided.type === "proposed") return refuse(`${id} is neither accepted nor discarded.`);
      return accept({ type: "hypothesisRestored", ...stamp });
    default:
      return command satisfies never;
  }
}

function already({ id, decided }: Hypothesis): Decision {
  if (decided.type === "proposed") return unchanged;
  return refuse([
    `${id} was already ${decided.type} by ${decided.by.name} at `,
    { time: decided.at },
    `. To take that back: restore ${id}`,
  ]);
}

function unknown(state: Investigation, asked: string): Text {
  const known = rankedHypotheses(state).map((hypothesis) => hypothesis.id);
  if (known.length === 0) return `There is no hypothesis ${asked}: none has been proposed yet.`;
  return `There is no hypothesis ${asked}. Proposed: ${known.join(", ")}.`;
}
