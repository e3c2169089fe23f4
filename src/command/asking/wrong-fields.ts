import { plain } from "../../card/card.ts";
import { commandFrom, type Field, type FormName, forms } from "../../card/form.ts";
import { understand } from "../grammar/understand.ts";
import { findTime } from "../time/time.ts";

/** A form as it was sent. */
export interface Filled {
  readonly form: FormName;
  /** The command that the fields complete. */
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
}

interface ReaderNow {
  readonly zone: string;
  readonly now: Date;
}

/**
 * The error of each wrong field, by its name. A field is wrong if the grammar refuses a command that is right but for this field; so the
 * grammar alone knows what is right.
 */
export function wrongFields({ form, command, values }: Filled, reader: ReaderNow): Readonly<Record<string, string>> {
  const { fields } = forms[form];
  const right = Object.fromEntries(fields.map(({ name, optional, hint = "" }) => [name, optional ? "" : hint]));
  const anyway = refusalOf(commandFrom(command, form, right), reader);
  const errors = fields.map((field) => {
    const value = Object.hasOwn(values, field.name) ? (values[field.name] ?? "").trim() : "";
    if (value === "") return [field.name, undefined] as const;
    const late = field.timeOnly ? notOnlyTime(field, value, reader) : undefined;
    const refused = late ?? refusalOf(commandFrom(command, form, { ...right, [field.name]: value }), reader);
    return [field.name, refused === anyway ? undefined : refused] as const;
  });
  return Object.fromEntries(errors.flatMap(([name, wrong]) => (wrong === undefined ? [] : [[name, wrong]])));
}

function notOnlyTime({ before = "", hint = "" }: Field, value: string, { zone, now }: ReaderNow): string | undefined {
  const again = value.toLowerCase().startsWith(before.trim());
  const timed = findTime(again ? value : `${before}${value}`, zone, now);
  if (timed.wrong !== undefined) return timed.wrong;
  const isTime = timed.time !== undefined && /^(?:since)?\W*$/i.test(timed.rest);
  return isTime ? undefined : `Not a time: ${value.slice(0, 60)}. Type one of: ${hint}`;
}

/** What the grammar says against a command, wherever it is said. */
function refusalOf(text: string, { zone, now }: ReaderNow): string | undefined {
  const nowhere = { open: [], components: [], now };
  const thread = { number: 0, title: "", hypotheses: [] };
  const actor = { id: "form", name: "form" };
  const inbound = { id: "form", place: undefined, channel: "form", actor, text, manner: "addressed", zone } as const;
  const understood = understand({ ...inbound, at: now.toISOString() }, { ...nowhere, thread });
  if (understood.type !== "reply") return undefined;
  return understood.card.blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : [])).join(" ");
}
