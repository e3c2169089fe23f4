import { usage } from "../grammar/offer.ts";
import { otherName } from "../grammar/other-name.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "changes [resource] [time]", example: "changes checkout since 02:40" };

/** A word of time or place that is left over: "last friday afternoon", "since2". */
const NO_NAME =
  /^(?:of|for|on|in|to|from|by|at|the|until|till|before|after|since\d*|morning|afternoon|evening|night|now|please|all|everything)$/i;
/** The default window of `changes`, seconds. */
const BACK = 3 * 3600;

/** Lists the changes in a window. */
export const changes: Verb = {
  ...form,
  help: "List what was changed, last 3 h",
  readOnly: true,
  shortest: "cha",
  takesTime: true,
  overheard: { rest: /^$/ },
  parse: (said) => {
    const left = withoutEnding(said.rest).replace(/^(?:of|for|on|in|to)(?:\s+(?:the\s+)?(?=\S)|$)/i, "");
    const [resource, beyond] = wordsOf(left);
    if (resource && !resource.quoted && NO_NAME.test(resource.text))
      return usage(`Not understood: ${resource.text.slice(0, 60)}.`, form);
    if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, form);
    const other = resource && !resource.quoted && otherName(said, resource.text, (name) => `changes ${name}`);
    if (other) return other;
    const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
    const understood = resource ? `changes of ${resource.text}, ${words}` : `changes, ${words}`;
    const question = {
      type: "changes",
      window,
      ...(resource && { resource: resource.text }),
      zone: said.zone,
    } as const;
    return commandOf(said, { type: "ask", question, understood }, understood);
  },
};
