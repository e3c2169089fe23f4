import { z } from "zod";
import { commandFrom, FORM_NAMES } from "../../../src/card/form.ts";
import { CHANNEL } from "../port.ts";

/** The longest text in characters. */
export const LONGEST_SAID = 4_000;

/** The data of the page's forms. */
export const submission = z.object({
  text: z.string().min(1).max(LONGEST_SAID),
  place: z
    .string()
    .regex(/^web:general(:[^:]{1,300})?$/)
    .default(CHANNEL),
  zone: z.string().max(64).optional(),
  /** The form whose fields follow the text. */
  form: z.enum(FORM_NAMES).optional(),
});

/** The text of a submission: as typed, or a button's command with the fields of its form. */
export function textOf({ text, form }: z.infer<typeof submission>, body: Readonly<Record<string, unknown>>): string {
  if (form === undefined) return text;
  const values = Object.entries(body).flatMap(([name, value]) =>
    name.startsWith("field.") && typeof value === "string" ? [[name.slice("field.".length), value] as const] : [],
  );
  return commandFrom(text, form, Object.fromEntries(values));
}
