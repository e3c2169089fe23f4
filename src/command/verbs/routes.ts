import { usage } from "../grammar/offer.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "routes [test <alarm name or JSON>]", example: "routes test checkout-5xx region=eu-west-1" };

/** Shows where notifications go, and which route takes one. */
export const routes: Verb = {
  ...form,
  help: "Show where notifications go, and why",
  more: ["Labels that the name does not tell follow it: account=111122223333 namespace=AWS/ECS tag.team=payments"],
  readOnly: true,
  shortest: "rout",
  parse: ({ rest }) => {
    const [, word = "", text = ""] = /^(\S*)\s*(.*)$/s.exec(rest.trim()) ?? [];
    if (withoutEnding(word) === "") {
      return { type: "read", read: { type: "routes", question: { type: "tree" } }, understood: "routes" };
    }
    if (word.toLowerCase() !== "test") return usage(`routes has no ${word.slice(0, 60)}.`, form);
    const question = { type: "test", text } as const;
    return { type: "read", read: { type: "routes", question }, understood: "routes test" };
  },
};

/** Lists what was not posted. */
export const whyDropped: Verb = {
  usage: "why-dropped",
  help: "List what was not posted, and why",
  example: "why-dropped",
  readOnly: true,
  shortest: "why-dropped",
  parse: () => ({
    type: "read",
    read: { type: "routes", question: { type: "dropped" } },
    understood: "why-dropped",
  }),
};
