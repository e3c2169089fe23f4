import type { Card } from "../../../src/card/card.ts";
import { type Field, type FormName, forms, initialOf, optionsOf } from "../../../src/card/form.ts";
import type { About } from "../../../src/conversation/inbound.ts";
import type { Summary } from "../../../src/store/directory.ts";
import { toAdaptiveCard } from "./card.ts";
import type { AdaptiveCard, Element } from "./element.ts";
import { LIMIT } from "./limits.ts";
import { escaped, fitted } from "./text.ts";

/** The field of the chosen investigation. */
export const PICK_FIELD = "investigation";

/** A dialog of Teams: a title and a card. */
export interface Dialog {
  readonly title: string;
  readonly card: AdaptiveCard;
}

/** A form as a dialog. The command that it completes returns with its fields. */
export function toFormDialog(form: FormName, command: string): Dialog {
  const { title, submit, fields } = forms[form];
  const initial = initialOf(command);
  const card = toAdaptiveCard({ title, tone: "neutral", push: title, blocks: [] });
  const send = { type: "Action.Submit", title: submit, style: "positive", data: { command } } as const;
  return {
    title,
    card: { ...card, body: fields.map((field) => toInput(field, initial[field.name])), actions: [send] },
  };
}

/** Asks for confirmation, with the effect. */
export function toConfirmDialog(effect: string, command: string): Dialog {
  const title = "Are you sure?";
  const card = toAdaptiveCard({ title, tone: "neutral", push: title, blocks: [{ type: "text", text: effect }] });
  const send = { type: "Action.Submit", title: "Yes", style: "destructive", data: { command } } as const;
  return { title, card: { ...card, actions: [send] } };
}

/** An answer as a dialog. */
export function toAnswerDialog(card: Card): Dialog {
  return { title: escaped(card.title).slice(0, 60), card: toAdaptiveCard(card) };
}

/** Asks for the investigation to whose timeline a message belongs; undefined if none is open. */
export function toPickDialog(about: About, open: readonly Summary[]): Dialog | undefined {
  const title = "Add to timeline";
  const choices = open.slice(0, LIMIT.choices).map(({ number, title: alarm }) => ({
    title: fitted(`G-${number} ${alarm}`, LIMIT.title),
    value: `G-${number}`,
  }));
  const [first] = choices;
  if (!first) return undefined;
  const text = fitted(`${about.author}: ${about.text}`, LIMIT.quoted);
  const card = toAdaptiveCard({ title, tone: "neutral", push: title, blocks: [{ type: "quote", text }] });
  const label = "To which investigation?";
  const choice: Element = { type: "Input.ChoiceSet", id: PICK_FIELD, label, choices, value: first.value };
  const carried = { ...about, text: fitted(about.text, LIMIT.quoted) };
  const send = {
    type: "Action.Submit",
    title: "Add",
    style: "positive",
    data: { command: "note", about: carried },
  } as const;
  return { title, card: { ...card, body: [...card.body, choice], actions: [send] } };
}

function toInput(field: Field, initial = ""): Element {
  const { name, label, type, hint, optional } = field;
  if (type === "choice") {
    const options = optionsOf(field, initial);
    const choices = options.map((option) => ({ title: option, value: option }));
    return { type: "Input.ChoiceSet", id: name, label, choices, value: initial || (options[0] ?? "") };
  }
  return {
    type: "Input.Text",
    id: name,
    label,
    isMultiline: type === "lines",
    maxLength: type === "lines" ? LIMIT.input : 500,
    isRequired: !optional,
    ...(!optional && { errorMessage: `${label} is needed` }),
    ...(hint !== undefined && { placeholder: hint }),
    ...(initial !== "" && { value: initial }),
  };
}
