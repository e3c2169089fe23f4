import { usage } from "../grammar/offer.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "sign-in", example: "sign-in" };

/** Answers with a link that signs whoever asks in to the page. */
export const signIn: Verb = {
  ...form,
  help: "Get a link into the page, for you alone",
  more: ["It is good once, within ten minutes. On the page you may what you may in the chat."],
  readOnly: false,
  shortest: false,
  aliases: ["signin", "login", "sign"],
  // "Login broken" is an alarm's, and "sign the release" is talk.
  followedBy: /^(?:\s+in)?(?:\s+(?:to|on)\s+(?:the\s+)?page)?[.!?]*$/i,
  parse: ({ rest }) =>
    /^(?:in)?(?: ?(?:to|on) (?:the )?page)?$/i.test(withoutEnding(rest))
      ? { type: "read", read: { type: "signIn" }, understood: "sign-in" }
      : usage("sign-in is typed alone.", form),
};
