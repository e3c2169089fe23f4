import type { Question } from "../../events/events.ts";
import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import type { Said, Verb } from "../verb.ts";
import { knownPack } from "./known-pack.ts";
import { isTopicArn } from "./topic-arn.ts";

/** The usage of creating the alarms of a plan. */
export const applyForm = {
  usage: "alarms apply <pack> [resource] [notify <topic arn>]",
  example: "alarms apply lambda checkout",
};

/** Parses a plan: a pack, a resource, and whom the alarms tell. Nothing is written without the token that `recommend` shows. */
export function planOf(said: Said, text: string, form: Pick<Verb, "usage" | "example"> = applyForm): Understood {
  const typed = withoutEnding(text);
  const notify = /(?:^|\s)(?:notify|tell)\s+(\S+)/i.exec(typed);
  const confirm = /(?:^|\s)confirm\s+(\S+)/i.exec(typed);
  const rest = [notify, confirm].reduce((left, found) => (found ? left.replace(found[0], " ") : left), typed);
  const [name, resource, beyond] = wordsOf(rest);
  if (!name) return usage("Which pack?", form);
  if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, form);
  const known = knownPack(name.text);
  if ("unknown" in known) return known.unknown;
  const topic = notify?.[1];
  if (topic !== undefined && !isTopicArn(topic)) return usage(`Not a topic's ARN: ${topic.slice(0, 60)}.`, form);
  const { service } = known.pack;
  const token = confirm?.[1];
  const question: Extract<Question, { type: "recommend" }> = {
    type: "recommend",
    pack: service,
    ...(resource && { resource: resource.text }),
    ...(topic !== undefined && { topic }),
    ...(token !== undefined && { token }),
  };
  const what = resource ? `${service} ${resource.text.slice(0, 60)}` : service;
  const understood = token === undefined ? `recommended alarms of ${what}` : `create the recommended alarms of ${what}`;
  return commandOf(said, { type: "ask", question, understood }, understood);
}
