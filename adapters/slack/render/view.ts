import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Card } from "../../../src/card/card.ts";
import { type Field, FORM_NAMES, type FormName, forms, optionsOf } from "../../../src/card/form.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import { parseJson } from "../../../src/json.ts";
import { LIMIT } from "./limits.ts";
import { toViewBlocks } from "./message.ts";
import { plainText } from "./text.ts";

/** Where a dialog was opened: what is pressed or sent in it is said there. Without a channel, outside of every channel. */
const opened = z.object({ channel: z.string().optional(), thread: z.string().optional() });
export type Opened = z.infer<typeof opened>;

/** What a form carries from where it was opened to where it is sent. */
const carried = opened.extend({
  form: z.enum(FORM_NAMES),
  /** The command that the fields complete. */
  command: z.string(),
});
export type CarriedCommand = z.infer<typeof carried>;

export const FORM_CALLBACK = "form";

/** A form as a dialog. */
export function toFormView(carry: CarriedCommand, initial: Readonly<Record<string, string>> = {}): types.ModalView {
  const { title, submit, fields } = forms[carry.form];
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(carry),
    title: viewText(title),
    submit: viewText(submit),
    close: viewText("Cancel"),
    blocks: fields.map((field) => toInput(field, initial[field.name])),
  };
}

/** What a form carried; undefined when it is none of ours. */
export function carriedBy(metadata: string): CarriedCommand | undefined {
  return carried.safeParse(parseJson(metadata)).data;
}

/** Where a dialog was opened, as far as it says. */
export function openedIn(metadata: string | undefined): Opened {
  return opened.safeParse(parseJson(metadata ?? "")).data ?? {};
}

/** The block of a form's first field, where errors are shown. */
export function firstField(form: FormName): string {
  return forms[form].fields[0]?.name ?? "";
}

/** An answer that is too long for an ephemeral message, as a dialog. */
export function toAnswerView(card: Card, at: Opened = {}): types.ModalView {
  const private_metadata = JSON.stringify(opened.parse(at));
  return {
    type: "modal",
    private_metadata,
    title: viewText(card.title),
    close: viewText("Close"),
    blocks: toViewBlocks(card),
  };
}

function toInput(field: Field, initial = ""): types.InputBlock {
  const { name, label, type, hint, optional } = field;
  const shared = {
    type: "input",
    block_id: name,
    label: plainText(label, LIMIT.label),
    optional: optional ?? false,
  } as const;
  if (type === "choice") {
    const all = optionsOf(field, initial).map((option) => ({ text: plainText(option, LIMIT.option), value: option }));
    const chosen = all.find(({ value }) => value === initial) ?? all[0];
    return {
      ...shared,
      element: { type: "static_select", action_id: name, options: all, ...(chosen && { initial_option: chosen }) },
    };
  }
  const most = type === "lines" ? LIMIT.input : 500;
  return {
    ...shared,
    element: {
      type: "plain_text_input",
      action_id: name,
      multiline: type === "lines",
      max_length: most,
      ...(hint !== undefined && { placeholder: plainText(hint, 150) }),
      ...(initial !== "" && { initial_value: initial.slice(0, most) }),
    },
  };
}

export function viewText(text: string): types.PlainTextElement {
  return plainText(withoutMiddle(text, LIMIT.viewTitle), LIMIT.viewTitle);
}
