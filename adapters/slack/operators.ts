import type { OperatorForm } from "../../src/access/operators.ts";

/** A user group: `slack:S0123`. */
export const userGroup: OperatorForm = { what: "a user group", example: "slack:S0123", pattern: /^slack:S[A-Z0-9]+$/ };

/** A channel: `slack:T0123:C0456`; on Enterprise Grid perhaps with the organisation. */
export const channelForm: OperatorForm = {
  what: "a channel",
  example: "slack:T0123:C0456",
  pattern: /^slack:[TE][A-Z0-9]+:[CGD][A-Z0-9]+$/,
};

/** The forms in which `OPERATORS` names people, user groups and channels of Slack. */
export const slackOperators: readonly OperatorForm[] = [
  { what: "a person", example: "slack:U0123", pattern: /^slack:[UW][A-Z0-9]+$/ },
  userGroup,
  channelForm,
];
