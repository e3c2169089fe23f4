import { usage } from "../grammar/offer.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "use account <name> | use region <region>", example: "use region eu-west-1" };

/** Selects the account and Region of a channel or a thread. */
export const use: Verb = {
  ...form,
  help: "Choose the account or Region to look at",
  more: ["In a thread for that thread, elsewhere for the channel from now on."],
  readOnly: false,
  shortest: "use",
  overheard: { rest: /^(?:account [\w.-]{1,64}|region [a-z]{2}(?:-[a-z]+)+-\d)$/i },
  parse: ({ rest }) => {
    const [, what = "", name = ""] = /^(account|region)\s+(\S{1,64})$/i.exec(withoutEnding(rest)) ?? [];
    if (what.toLowerCase() === "account") {
      return { type: "set", setting: { type: "scope", scope: { account: name } }, understood: `use account ${name}` };
    }
    const region = name.toLowerCase();
    if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) return usage("Which account or Region?", form);
    return { type: "set", setting: { type: "scope", scope: { region } }, understood: `use region ${region}` };
  },
};
