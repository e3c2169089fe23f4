import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding } from "../grammar/words.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "dead-letters [retry]", example: "dead-letters retry" };

/** Lists the notifications that SNS or SQS gave up, or takes them once more. */
export const deadLetters: Verb = {
  ...form,
  help: "List what did not arrive, or retry it",
  more: ["Operators list them, admins retry. What cannot be taken stays in its queue, with the reason."],
  readOnly: false,
  shortest: false,
  aliases: ["deadletters"],
  parse: (said) => {
    const rest = withoutEnding(said.rest).toLowerCase();
    if (rest !== "" && rest !== "retry" && rest !== "list")
      return usage(`dead-letters has no ${rest.slice(0, 40)}.`, form);
    const retry = rest === "retry";
    const understood = retry ? "dead-letters retry" : "dead-letters";
    return commandOf(said, { type: "ask", question: { type: "deadLetters", retry }, understood }, understood);
  },
};
