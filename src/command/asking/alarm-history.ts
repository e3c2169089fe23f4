import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import { timeBehind } from "../time/time-behind.ts";
import type { Said } from "../verb.ts";
import { tooLong } from "./alarm-name.ts";

const form = { usage: "alarms history <name> [time]", example: "alarms history checkout-5xx last 7d" };
/** Seconds that it looks back when no time is said. */
const BACK = 7 * 86_400;

/** "alarms history checkout-5xx last 7d", of what stands behind `history`; in a thread with an alarm the name may be left out. */
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
