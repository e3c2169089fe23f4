import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "approve <change> <token>", example: "approve q3 0a1b2c3d4e5f" };

/** Lets a change in AWS happen that another person asked for. */
export const approve: Verb = {
  ...form,
  help: "Let another's change in AWS happen",
  more: ["For admins, where TWO_PERSONS is on: each change in AWS waits 15 minutes for somebody else."],
  readOnly: false,
  shortest: false,
  parse: (said) => {
    const [, query, token] = /^(q\d{1,5})\s+([0-9a-f]{12})$/i.exec(withoutEnding(said.rest)) ?? [];
    if (query === undefined || token === undefined) return usage("Which change, with the token that it shows?", form);
    const command = { type: "approve", query: query.toLowerCase(), token: token.toLowerCase() } as const;
    return commandOf(said, command, `approve ${command.query}`);
  },
};
