import { offer, usage } from "../grammar/offer.ts";
import type { Understood } from "../grammar/understood.ts";
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
    if (!REGION.test(region)) return named(withoutEnding(rest)) ?? usage("Which account or Region?", form);
    return { type: "set", setting: { type: "scope", scope: { region } }, understood: `use region ${region}` };
  },
};

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** "use prod": a name alone, as a button that says what it is taken for. */
function named(name: string): Understood | undefined {
  if (!/^(?!(?:account|region)$)[\w.-]{1,64}$/i.test(name)) return undefined;
  const what = REGION.test(name.toLowerCase()) ? "region" : "account";
  const action = { label: "Use", command: `use ${what} ${name}` };
  return offer("OFFER", `${name} is taken for ${what === "region" ? "a Region" : "an account"}.`, [action]);
}
