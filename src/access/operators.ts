import { z } from "zod";

/** One form in which `OPERATORS` may name somebody. */
export interface OperatorForm {
  readonly pattern: RegExp;
  /** What is named: "a person", "a channel". */
  readonly what: string;
  /** An id of this form, for the message about one that fits no form. */
  readonly example?: string;
}

const EVERYBODY = /^\*$/;

/** Returns the schema of who may do more than look: ids of these forms, separated by commas, as their platform shows them. */
export function operatorsOf(forms: readonly OperatorForm[]) {
  const patterns = [EVERYBODY, ...forms.map(({ pattern }) => pattern)];
  return z.string().transform((text, context): ReadonlySet<string> => {
    const listed = text.split(/[\s,]+/).filter((each) => each !== "");
    const plain = listed.map((each) => each.replaceAll(/%3A/gi, ":").replaceAll("%40", "@"));
    for (const each of plain) {
      if (patterns.some((pattern) => pattern.test(each))) continue;
      context.addIssue(`names nobody with ${each}: ${remedyOf(forms)}`);
    }
    return new Set(plain);
  });
}

/** "name a person (slack:U0123), a channel (slack:T0123:C0456), or * for everybody" */
function remedyOf(forms: readonly OperatorForm[]): string {
  const shown = forms.filter(({ example }) => example !== undefined);
  const kinds = [...Map.groupBy(shown, ({ what }) => what)].map(
    ([what, alike]) => `${what} (${alike.map(({ example }) => example).join(", ")})`,
  );
  return `name ${[...kinds, "or * for everybody"].join(", ")}`;
}

/** Returns the ids of the groups among the operators that have the form, without the word before the colon. */
export function groupsOf(named: ReadonlySet<string>, { pattern }: OperatorForm): readonly string[] {
  return [...named].filter((each) => pattern.test(each)).map((each) => each.replace(/^\w+:/, ""));
}
