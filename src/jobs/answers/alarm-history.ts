import { lasted, withoutEnd } from "../../card/number.ts";
import { momentWords, windowWords } from "../../command/time/words.ts";
import { knownZone } from "../../command/time/zone.ts";
import type { Answer, Gap, Question } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Window } from "../../findings/measured.ts";
import type { AlarmEvent } from "../../telemetry/ports/alarms.ts";
import { gapOf } from "../../telemetry/ports/gap.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";

type StateEvent = Extract<AlarmEvent, { type: "state" }>;
type ConfigurationEvent = Extract<AlarmEvent, { type: "configuration" }>;

/** The state changes of an alarm, how often it fired, and who changed its configuration. */
export async function answerAlarmHistory(
  asking: Asking,
  question: Extract<Question, { type: "alarmHistory" }>,
): Promise<Answer> {
  const { telemetry, signal, state, context } = asking;
  const name = question.name ?? state.alarm?.name;
  if (name === undefined) {
    return failedAnswer(questionText(question), "this thread has no alarm. Name one: alarms history <name>");
  }
  const query = questionText({ ...question, name });
  const { alarms } = telemetry;
  if (!alarms) return failedAnswer(query, "the history of a recording's alarms is not told; AWS tells its own.");
  const { window } = question;
  const seen = await alarms.history(name, window, signal);
  if (seen.value.length === 0 && (await alarms.list({ names: [name] }, signal)).value.length === 0) {
    return failedAnswer(query, `there is no alarm ${name}. To find its name: alarms`);
  }
  const zone = knownZone(question.zone);
  const now = Math.floor(context.now().getTime() / 1000);
  const { who, gaps } = await changersOf(asking, name, window, seen.value);
  const rows = seen.value.map((event, index) => [
    momentWords(Math.floor(event.at), zone, now),
    ...cellsOf(event, seen.value, index, window.end, who),
  ]);
  const sentence = `${countsOf(seen.value, window)}, ${windowWords(window, zone, now)}${changedWords(seen.value, who)}`;
  const columns = ["When", "What", "For", "Detail"].map((each) => ({ name: each }));
  return tableAnswer(asking, query, sentence, { ...seen, gaps: [...seen.gaps, ...gaps], value: { columns, rows } });
}

/** For example "Fired 4 times, in ALARM for 37 min in all". The series of a multi-series alarm are listed, not counted. */
function countsOf(events: readonly AlarmEvent[], window: Window): string {
  const turns = events.flatMap((event) => (event.type === "state" && event.contributor === undefined ? [event] : []));
  const firings = turns.filter(({ to }) => to === "ALARM").length;
  const oldest = turns.at(-1);
  const before = oldest?.from === "ALARM" ? oldest.at - window.start : 0;
  const spent = turns.reduce(
    (sum, event, index) => sum + (event.to === "ALARM" ? (turns[index - 1]?.at ?? window.end) - event.at : 0),
    before,
  );
  const times = firings === 0 ? "Never fired" : firings === 1 ? "Fired once" : `Fired ${firings} times`;
  return spent > 0 ? `${times}, in ALARM for ${lasted(spent)} in all` : times;
}

function changedWords(events: readonly AlarmEvent[], who: Changers): string {
  const changed = events.flatMap((event) => (event.type === "configuration" ? [event] : []));
  const [last] = changed;
  if (!last) return "";
  const times = changed.length === 1 ? "once" : `${changed.length} times`;
  return `. Its configuration changed ${times}, last by ${who.get(last) ?? "somebody that CloudTrail does not show"}`;
}

/** The cells of one event: what, for how long, and its detail; `events` are newest first. */
function cellsOf(
  event: AlarmEvent,
  events: readonly AlarmEvent[],
  index: number,
  end: number,
  who: Changers,
): readonly string[] {
  switch (event.type) {
    case "state": {
      const { from, to, reason, contributor } = event;
      const next = events.slice(0, index).findLast((other) => isTurnOf(other, contributor));
      const series = contributor === undefined ? "" : `${contributor}: `;
      return [`${from} → ${to}`, lasted((next?.at ?? end) - event.at), withoutEnd(`${series}${reason}`, 120)];
    }
    case "configuration": {
      const before = events.slice(index + 1).find((other) => other.type === "configuration");
      const by = who.get(event);
      const what = before ? differencesOf(before.settings, event.settings) : "";
      return ["configured", "", `${by === undefined ? "" : `by ${by}: `}${what || event.summary}`];
    }
    case "action":
      return ["action", "", withoutEnd(event.summary, 120)];
    default:
      return event satisfies never;
  }
}

function isTurnOf(event: AlarmEvent, contributor: StateEvent["contributor"]): event is StateEvent {
  return event.type === "state" && event.contributor === contributor;
}

/** Fields that are not configuration. */
const NOT_SET = /^state|timestamp$|arn$|^alarmName$/i;
const MOST_DIFFERENCES = 4;

/** For example "threshold 5.0 → 10.0, period 60 → 300". */
function differencesOf(before: ConfigurationEvent["settings"], after: ConfigurationEvent["settings"]): string {
  const names = Object.keys(after).filter((name) => !NOT_SET.test(name) && Object.hasOwn(before, name));
  return names
    .filter((name) => before[name] !== after[name])
    .slice(0, MOST_DIFFERENCES)
    .map((name) => `${name} ${withoutEnd(before[name] ?? "", 40)} → ${withoutEnd(after[name] ?? "", 40)}`)
    .join(", ");
}

type Changers = ReadonlyMap<AlarmEvent, string>;

/** Seconds within which events of the history and of CloudTrail are the same change. */
const SAME_WITHIN = 60;

/** Who made each configuration change, from CloudTrail, because the history does not record it. Read only if there is such a change. */
async function changersOf(
  { telemetry, signal }: Asking,
  name: string,
  { start, end }: Window,
  events: readonly AlarmEvent[],
): Promise<{ readonly who: Changers; readonly gaps: readonly Gap[] }> {
  const changed = events.filter(({ type }) => type === "configuration");
  if (changed.length === 0) return { who: new Map(), gaps: [] };
  try {
    const around = { start: start - SAME_WITHIN, end: end + SAME_WITHIN };
    const { value, gaps } = await telemetry.changes.during(around, signal, name);
    const calls = value.filter(({ action }) => /Alarm/.test(action));
    const near = ({ at }: AlarmEvent): Change | undefined =>
      calls
        .filter((call) => Math.abs(call.at - at) <= SAME_WITHIN)
        .sort((one, other) => Math.abs(one.at - at) - Math.abs(other.at - at))[0];
    const changers = changed.flatMap((event) => {
      const call = near(event);
      return call ? [[event, call.actor] as const] : [];
    });
    return { who: new Map(changers), gaps };
  } catch (error) {
    signal.throwIfAborted();
    return { who: new Map(), gaps: [gapOf("who changed it", error)] };
  }
}
