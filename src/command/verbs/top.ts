import { usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "top sql of <database> [time]", example: "top sql of orders-db last 30m" };

/** The default window, seconds. */
const BACK = 1_800;

/** Shows what loads a database: its statements, waits, hosts and users. */
export const top: Verb = {
  ...form,
  help: "Show what loads a database, last 30 m",
  more: ["From Database Insights, compared with as long a time before. A cluster's name stands for its writer."],
  readOnly: true,
  shortest: false,
  followedBy: /^(?:\W*$|\s*:?\s*(?:sql|statements?|queries|load)\b)/i,
  takesTime: true,
  parse: (said) => {
    const rest = withoutEnding(said.rest).replace(
      /^\s*(?:sql|statements?|queries|load)?\s*(?:(?:of|on|in|for)\s+)?/i,
      "",
    );
    const [database, beyond] = wordsOf(rest);
    if (!database) return usage("Of which database?", form);
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, form);
    const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
    const understood = `top sql of ${database.text}, ${words}`;
    const question = { type: "top", database: database.text, window } as const;
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};
