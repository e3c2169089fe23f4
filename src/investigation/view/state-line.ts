import type { Text, TextSpan } from "../../card/card.ts";
import type { CurrentValue } from "../../events/events.ts";
import { type Episode, type Investigation, presentEpisode } from "../state.ts";
import { amount, crossing, currentText, limitText, measuredText, watchedName } from "./alarm-figures.ts";
import { moment, reasonOf, sweptWords } from "./words.ts";

/** Who is hurt and how much, as the last look counted it; empty once it is over, or where requests are not counted. */
export function impactLine(state: Investigation): Text {
  const now = state.findings[presentEpisode(state)]?.conclusion?.now;
  if (!now?.failing || now.impact === undefined || state.episodes.at(-1)?.recoveredAt !== undefined) return "";
  return latestValue(state) === now ? now.impact : [`${now.impact}, counted to `, moment(now.at)];
}

/** Whether it still happens, since when, and the alarm's figures: "Still failing since 12:04: errors 69 per min at 12:11, limit 20". */
export function stateLine(state: Investigation): Text {
  const { alarm } = state;
  const episode = state.episodes.at(-1);
  const figures = alarm ? crossing(alarm) : "";
  if (!episode) return figures;
  if (episode.recoveredAt !== undefined) return recoveredLine(state, episode, episode.recoveredAt);
  const now = latestValue(state);
  const since: readonly TextSpan[] = ["since ", { time: episode.firedAt }, sweptWords(alarm)];
  if (now && now.at * 1000 >= Date.parse(episode.firedAt)) {
    const value = currentText(alarm, now);
    const name = alarm && watchedName(alarm);
    const measured = [`: ${name === undefined ? "" : `${name} `}${value} at `, moment(now.at), limitText(alarm, value)];
    return now.failing
      ? ["Still failing ", ...since, ...measured]
      : ["Back under its limit", ...measured, "; in ALARM ", ...since];
  }
  const isNews =
    now !== undefined && (alarm?.value === undefined || currentText(alarm, now) !== amount(alarm, alarm.value));
  const last = isNews ? [`; last value ${currentText(alarm, now)} at `, moment(now.at)] : [];
  return ["In ALARM ", ...since, figures === "" ? "" : `: ${figures}`, ...last];
}

function recoveredLine(state: Investigation, episode: Episode, recoveredAt: string): Text {
  const { alarm } = state;
  const value = state.turns.at(-1)?.value;
  const figures = value === undefined ? "" : `: ${measuredText(alarm, amount(alarm, value))}`;
  const over = episode.state === "INSUFFICIENT_DATA" ? "No data since " : "Recovered at ";
  return [over, { time: recoveredAt }, figures, ...followed(state, recoveredAt), sweptWords(alarm)];
}

/** The latest value of the alarm's own metric in the present firing: that of the verdict, or one read since. */
function latestValue(state: Investigation): CurrentValue | undefined {
  const { conclusion, now } = state.findings[presentEpisode(state)] ?? {};
  return now && now.at > (conclusion?.now?.at ?? 0) ? now : conclusion?.now;
}

/** The change before the recovery, or the horizon without one, or the reason of a gap. */
function followed(state: Investigation, recoveredAt: string): readonly TextSpan[] {
  const seen = state.findings[presentEpisode(state)]?.recovery;
  if (seen?.recoveredAt !== recoveredAt) return [];
  if (seen.followed) return [`, ${seen.followed.words} (${seen.followed.evidence})`];
  if (seen.unseen) return [`; changes before it were not seen: ${reasonOf(seen.unseen)}`];
  return ["; no change to its components seen up to ", moment(Math.min(seen.horizon, Date.parse(recoveredAt) / 1000))];
}
