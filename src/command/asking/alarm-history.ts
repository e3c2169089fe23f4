import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import { timeBehind } from "../time/time-behind.ts";
import type { Said } from "../verb.ts";
import { tooLong } from "./alarm-name.ts";

const form = { usage: "alarms history <name> [time]", example: "alarms history checkout-5xx last 7d" };
/** The default window, seconds. */
const BACK = 7 * 86_400;

/** Parses the text after `history`: "alarms history checkout-5xx last 7d". In a thread with an alarm the name is optional. */
export function alarmHistory(said: Said, text: string): Understood {
  const timed = timeBehind(` ${withoutEnding(text)}`, said);
  if (typeof timed === "string") return refusal(timed);
  const [name, beyond] = wordsOf(timed.rest);
  if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, form);
  if (!name && said.investigation === undefined && !said.surroundings.thread) return usage("Which alarm?", form);
  const long = tooLong(name?.text ?? "");
  if (long !== undefined) return refusal(long);
  const { window, words } = timed.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const question = { type: "alarmHistory", ...(name && { name: name.text }), window, zone: said.zone } as const;
  const understood = `history of ${name?.text ?? "the alarm"}, ${words}`;
  return commandOf(said, { type: "ask", question, understood }, understood);
}
