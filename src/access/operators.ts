import { z } from "zod";

/** Everything that OPERATORS may name, each by its form. */
const FORMS: readonly RegExp[] = [
  /^\*$/,
  /^slack:[UWS][A-Z0-9]+$/,
  /^slack:[TE][A-Z0-9]+:[CGD][A-Z0-9]+$/,
  /^teams:[\w:@.-]+$/,
  /^team:19:[\w.-]+@thread\.(?:tacv2|skype)$/,
  /^web:.+$/,
];

const REMEDY =
  "name a person (slack:U0123), a user group (slack:S0123), a channel (slack:T0123:C0456, teams:19:…@thread.tacv2), a team (team:19:…@thread.tacv2), or * for everybody";

/** Who may do more than look: people, channels and groups separated by commas, ids as their platform shows them. */
export const operators = z.string().transform((text, context): ReadonlySet<string> => {
  const listed = text.split(/[\s,]+/).filter((each) => each !== "");
  const plain = listed.map((each) => each.replaceAll(/%3A/gi, ":").replaceAll("%40", "@"));
  for (const each of plain) {
    if (!FORMS.some((form) => form.test(each))) context.addIssue(`names nobody with ${each}: ${REMEDY}`);
  }
  return new Set(plain);
});

/** The groups among the operators: user groups of Slack (`S0123`), and teams of Microsoft Teams (`19:…@thread.tacv2`). */
export function groupsOf(named: ReadonlySet<string>): Readonly<Record<"slack" | "teams", readonly string[]>> {
  const after = (prefix: RegExp): readonly string[] =>
    [...named].filter((each) => prefix.test(each)).map((each) => each.replace(/^\w+:/, ""));
  return { slack: after(/^slack:S/), teams: after(/^team:/) };
}
