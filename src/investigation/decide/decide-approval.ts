import type { AwsChange, Event, Question } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import { type Investigation, investigationName } from "../state.ts";
import { decideMute } from "./decide-mute.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import { queryAsked } from "./query-asked.ts";

/** A change in AWS waits so long for a second person. */
export const APPROVED_WITHIN_MS = 900_000;

/** The change that a question asks for; undefined for what only looks, shows a plan, or takes a change back. */
function changeIn(question: Question): AwsChange | undefined {
  switch (question.type) {
    case "alarm":
    case "recommend":
      return question.token === undefined ? undefined : question;
    case "subscribe":
      return question;
    case "mute":
      return question.on ? question : undefined;
    default:
      return undefined;
  }
}

/** A decision whose changes in AWS are held until a second person approves them. */
export function withSecondPerson(decision: Decision): Decision {
  if (!decision.ok) return decision;
  return accept(
    ...decision.events.map((event): Event => {
      const change = event.type === "queryAsked" ? changeIn(event.question) : undefined;
      if (event.type !== "queryAsked" || !change) return event;
      return { ...event, question: { type: "held", change } };
    }),
  );
}

/** The command that approves a held change; its token is good once. */
export function approvalCommand(query: string, token: string): string {
  return `approve ${query} ${token}`;
}

/** Lets a held change happen: once, in time, and by somebody else than whoever asked for it. */
export function decideApproval(
  state: Investigation,
  { query: id, token }: { readonly query: string; readonly token: string },
  meta: Meta,
): Decision {
  const name = investigationName(state);
  const held = state.queries.find((query) => query.id === id);
  if (held?.question.type !== "held") return refuse(`${name} has no change ${id} that waits for a second person.`);
  const approved = state.queries.find(({ approves }) => approves === id);
  if (approved) return refuse([`${approved.by.name} approved ${id} at `, { time: approved.at }, "."]);
  if (!held.answer || held.answer.failed) return refuse(`${id} is no plan that can be approved.`);
  if (held.answer.offer?.command !== approvalCommand(id, token)) {
    return refuse(`This is not the token of ${id}. Press its button, or type what it shows.`);
  }
  if (held.by.id === meta.actor.id) return refuse(`You asked for ${id}; somebody else has to approve it.`);
  if (Date.parse(meta.at) - Date.parse(held.at) > APPROVED_WITHIN_MS) {
    return refuse(`${id} waited for more than 15 minutes. Ask for it again.`);
  }
  const { change } = held.question;
  // Whether there is still something to be muted is looked at again.
  const asked = change.type === "mute" ? decideMute(state, true, meta) : undefined;
  if (asked && !asked.ok) return asked;
  const understood = `${held.understood}; asked for by ${held.by.name} as ${id}, approved by ${meta.actor.name}`;
  return accept({ ...queryAsked(state, { question: change, understood }, meta), approves: id });
}
