import { z } from "zod";

/** A form of id that `OPERATORS` and the settings of the other roles accept. */
export interface OperatorForm {
  readonly pattern: RegExp;
  /** What the form names: "a person", "a channel". */
  readonly what: string;
  /** An example for the error about an id that fits no form. */
  readonly example?: string;
}

const EVERYBODY = /^\*$/;

/** Returns the schema of a role's setting: ids of these forms, separated by commas, as their platform shows them. */
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

/** For example "name a person (slack:U0123), a channel (slack:T0123:C0456), or * for everybody". */
function remedyOf(forms: readonly OperatorForm[]): string {
  const shown = forms.filter(({ example }) => example !== undefined);
  const kinds = [...Map.groupBy(shown, ({ what }) => what)].map(
    ([what, alike]) => `${what} (${alike.map(({ example }) => example).join(", ")})`,
  );
  return `name ${[...kinds, "or * for everybody"].join(", ")}`;
}

/** Returns what settings name in the form of a group. */
export function groupsOf(named: Iterable<string>, { pattern }: OperatorForm): readonly string[] {
  return [...new Set(named)].filter((each) => pattern.test(each));
}
