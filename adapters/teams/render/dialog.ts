import type { Card } from "../../../src/card/card.ts";
import { type Field, type FormName, forms, optionsOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import type { QuotedMessage } from "../../../src/conversation/inbound.ts";
import type { Summary } from "../../../src/store/directory.ts";
import { toAdaptiveCard } from "./card.ts";
import type { AdaptiveCard, Element } from "./element.ts";
import { fitting, roomIn } from "./fit.ts";
import { LIMIT } from "./limits.ts";
import { fitted, literal, shown } from "./text.ts";

/** The field of the chosen investigation. */
export const PICK_FIELD = "investigation";

/** A dialog of Teams: a title and a card. */
export interface Dialog {
  readonly title: string;
  readonly card: AdaptiveCard;
}

/** A form that was sent: what was typed, the error of each wrong field, and why it was refused as a whole. */
export interface Sent {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly refusal?: string;
}

/** A form as a dialog, empty or as it was sent; `effect` is said first. The command that it completes returns with its fields. */
export function toFormDialog(
  form: FormName,
  command: string,
  { sent, effect }: { readonly sent?: Sent; readonly effect?: string | undefined } = {},
): Dialog {
  const { title, submit, fields } = forms[form];
  const initial = sent?.values ?? initialOf(command);
  const card = toAdaptiveCard({ title, tone: "neutral", push: title, blocks: [] });
  const send = { type: "Action.Submit", title: submit, style: "positive", data: { command } } as const;
  const body = [
    ...(effect === undefined ? [] : [shown(literal(fitted(effect, 500)), "None")]),
    ...toError(sent?.refusal),
    ...fields.flatMap((field) => [toInput(field, initial[field.name]), ...toError(sent?.errors[field.name])]),
  ];
  return { title, card: { ...card, body, actions: [send] } };
}

function toError(error: string | undefined): readonly Element[] {
  return error === undefined ? [] : [shown(literal(fitted(error, 500), { color: "Attention" }), "None")];
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
  return { title: withoutMiddle(card.title, LIMIT.dialogTitle), card: toAdaptiveCard(card) };
}

/** Bytes for the question above the choices. */
const NOTE = 400;

/** Asks for the investigation to whose timeline a message belongs; undefined if none is open. */
export function toPickDialog(about: QuotedMessage, open: readonly Summary[]): Dialog | undefined {
  const title = "Add to timeline";
  const text = fitted(`${about.author}: ${about.text}`, LIMIT.quoted);
  const card = toAdaptiveCard({ title, tone: "neutral", push: title, blocks: [{ type: "quote", text }] });
  const carried = { ...about, text: fitted(about.text, LIMIT.quoted) };
  const data = { command: "note", about: carried };
  const actions = [{ type: "Action.Submit", title: "Add", style: "positive", data }] as const;
  const all = open.map(({ number, title: alarm }) => ({
    title: withoutMiddle(`G-${number} ${alarm}`, LIMIT.choice),
    value: `G-${number}`,
  }));
  const choices = fitting(all.slice(0, LIMIT.choices), roomIn({ ...card, actions }) - NOTE);
  const [first] = choices;
  if (!first) return undefined;
  const left = all.length - choices.length;
  const label = `To which investigation?${left === 0 ? "" : ` ${left} older ones: type G-1042 note`}`;
  const choice: Element = { type: "Input.ChoiceSet", id: PICK_FIELD, label, choices, value: first.value };
  return { title, card: { ...card, body: [...card.body, choice], actions } };
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
