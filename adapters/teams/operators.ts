import type { OperatorForm } from "../../src/access/operators.ts";

/** A team, by the id of its General channel: `team:19:…@thread.tacv2`. */
export const team: OperatorForm = {
  what: "a team",
  example: "team:19:…@thread.tacv2",
  pattern: /^team:19:[\w.-]+@thread\.(?:tacv2|skype)$/,
};

/** The forms in which `OPERATORS` names people, channels and teams of Microsoft Teams. */
export const teamsOperators: readonly OperatorForm[] = [
  { what: "a channel", example: "teams:19:…@thread.tacv2", pattern: /^teams:[\w:@.-]+$/ },
  team,
];
