import { streamOf } from "../../conversation/streams.ts";
import type { Answer, Question } from "../../events/events.ts";
import { muteableAlarm, muteRuleName, mutingOf } from "../../investigation/carried/mute.ts";
import { type Investigation, investigationName } from "../../investigation/state.ts";
import type { Alarms } from "../../telemetry/ports/alarms.ts";
import { type Asking, emptyAnswer, failedAnswer, questionText, utcClock } from "./answer.ts";

type Wanted = Extract<Question, { type: "mute" }>;

const MINUTE = 60;

/**
 * Writes or deletes the mute rule of a snooze. A snooze may end while its rule is written; the rule is then deleted again, so that none
 * outlives its snooze, whichever of the two comes last.
 */
export async function answerMute(asking: Asking, wanted: Wanted): Promise<Answer> {
  const { telemetry, signal, state, context } = asking;
  const { snooze = 0 } = wanted;
  const { alarms } = telemetry;
  const alarm = muteableAlarm(state);
  const query = questionText(wanted);
  if (!alarms || !alarm) return failedAnswer(query, "there are no alarms to mute in a recording. It needs AWS.");
  const rule = muteRuleName(state, snooze);
  if (!wanted.on) {
    await alarms.unmute(rule, signal);
    return { ...emptyAnswer(query), sentence: `CloudWatch runs the actions of ${alarm.name} again` };
  }
  const until = lastsUntil(state, snooze);
  const start = (Math.floor(context.now().getTime() / 1000 / MINUTE) + 1) * MINUTE;
  if (until !== undefined && until > start) {
    if (!(await isSeen(alarms, alarm, signal))) {
      const where = `${alarm.account} ${alarm.region}`;
      return failedAnswer(
        query,
        `Gumshoe finds no alarm ${alarm.name} in ${where}. ACCOUNTS names the accounts it sees.`,
      );
    }
    await alarms.mute({ name: rule, alarm: alarm.name, start, end: until, description: descriptionOf(asking) }, signal);
  }
  const { state: after } = await context.load(streamOf(state.number));
  if (until === undefined || until <= start || lastsUntil(after, snooze) === undefined) {
    await alarms.unmute(rule, signal);
    return failedAnswer(query, "the snooze is over. CloudWatch runs the alarm's actions as before.");
  }
  return {
    ...emptyAnswer(query),
    sentence: `CloudWatch runs no actions of ${alarm.name} from ${utcClock(start)} to ${utcClock(until)} UTC: no topic, pager or scaling policy hears of it. It goes on being evaluated. The mute rule ${rule} ends with the snooze`,
    offer: {
      label: "Unmute",
      command: "unmute-alarm",
      effect: `CloudWatch runs the actions of ${alarm.name} at once if it is in ALARM.`,
    },
  };
}

/** The end of a snooze that lasts and is still to be muted, epoch seconds, rounded up to the minute; undefined once it is over. */
function lastsUntil(state: Investigation, number: number): number | undefined {
  const last = state.snoozes.find((each) => each.number === number);
  const over = state.status !== "open" || last?.ended !== undefined || last?.until === undefined;
  if (over || mutingOf(state, { number }) === "off") return undefined;
  return Math.ceil(Date.parse(last.until) / 1000 / MINUTE) * MINUTE;
}

/** Whether the account and Region that are looked at have the alarm: a rule names alarms of its own account and Region only. */
async function isSeen(
  alarms: Alarms,
  { name, account, region }: { readonly name: string; readonly account: string; readonly region: string },
  signal: AbortSignal,
): Promise<boolean> {
  const [found] = (await alarms.list({ names: [name] }, signal)).value;
  const [, , , itsRegion, itsAccount] = found?.arn.split(":") ?? [];
  return itsRegion === region && itsAccount === account;
}

function descriptionOf({ by, state }: Asking): string {
  return `Snoozed in Gumshoe as ${investigationName(state)}; muted by ${by.name} (${by.id}).`.slice(0, 1_024);
}
