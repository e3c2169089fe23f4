import type { types } from "@slack/bolt";
import { z } from "zod";
import type { QuotedMessage } from "../../../src/conversation/inbound.ts";
import type { Summary } from "../../../src/store/directory.ts";
import { LIMIT } from "./limits.ts";
import { fitted, literal, plainText } from "./text.ts";
import { viewText } from "./view.ts";

/** A message whose timeline has yet to be chosen. */
const picked = z.object({
  channel: z.string(),
  about: z.object({ text: z.string(), at: z.string(), author: z.string(), link: z.string() }),
});
export type Picked = z.infer<typeof picked>;

export const PICK_CALLBACK = "pick";
export const PICK_FIELD = "investigation";
/** Slack's limit of options in a select. */
const CHOICES = 100;

/** Asks for the investigation to whose timeline a message belongs; undefined if none is open. */
export function toPickView(carry: Picked, open: readonly Summary[]): types.ModalView | undefined {
  const options = open.slice(0, CHOICES).map(({ number, title }) => ({
    text: plainText(`G-${number} ${title}`, LIMIT.option),
    value: `G-${number}`,
  }));
  if (options.length === 0) return undefined;
  return {
    type: "modal",
    callback_id: PICK_CALLBACK,
    private_metadata: metadataOf(carry),
    title: viewText("Add to timeline"),
    submit: viewText("Add"),
    close: viewText("Cancel"),
    blocks: [
      { type: "section", text: plainText(`${carry.about.author}: ${carry.about.text}`, 600) },
      {
        type: "input",
        block_id: PICK_FIELD,
        label: plainText("To which investigation?", LIMIT.label),
        element: { type: "static_select", action_id: PICK_FIELD, options },
      },
    ],
  };
}

/** The message carried by a dialog. */
export function pickedFrom(metadata: string): Picked | undefined {
  try {
    return picked.safeParse(JSON.parse(metadata)).data;
  } catch {
    return undefined;
  }
}

/** A dialog carries at most 3,000 characters; a longer message is truncated with a count. */
function metadataOf(carry: Picked): string {
  for (let room = 2_400; ; room = Math.floor(room / 2)) {
    const about: QuotedMessage = { ...carry.about, text: fitted(carry.about.text, room, literal) };
    const text = JSON.stringify({ ...carry, about });
    if (text.length <= LIMIT.privateMetadata || room < 100) return text;
  }
}
