import type { Action, Block } from "../../card/card.ts";
import { editing, formOf } from "../../card/form.ts";
import { offerCard, replyCard } from "../../card/reply.ts";
import type { Said, Verb } from "../verb.ts";
import type { Understood } from "./understood.ts";

/** The error in one sentence, and the usage of the verb. A button opens the verb's form, if it has one, with what was typed. */
export function usage(
  wrong: string,
  { usage: form, example }: Pick<Verb, "usage" | "example">,
  typed?: Pick<Said, "rest" | "time" | "investigation">,
): Understood {
  const card = replyCard("NOT DONE", `${wrong} Type: ${form}`);
  const bare = form.split(/ [<[]/)[0] ?? "";
  const number = typed?.investigation === undefined ? "" : `G-${typed.investigation} `;
  const command = editing(`${number}${bare}`, `${typed?.rest ?? ""} ${typed?.time?.typed ?? ""}`);
  const fill: readonly Block[] =
    formOf(command) === undefined ? [] : [{ type: "actions", actions: [{ label: "Fill in", command }] }];
  return { type: "reply", card: { ...card, blocks: [...card.blocks, { type: "quote", text: example }, ...fill] } };
}

/** A refusal in one sentence. */
export function refusal(text: string): Understood {
  return { type: "reply", card: replyCard("NOT DONE", text) };
}

/** A sentence with at most five buttons that answer it. */
export function offer(title: string, text: string, actions: readonly Action[]): Understood {
  return { type: "reply", card: offerCard(title, text, actions) };
}
