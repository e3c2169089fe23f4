import type { Text, TextSpan, Tone } from "../../card/card.ts";
import { figure, quantity } from "../../card/number.ts";
import type { Alarm, CurrentValue, Gap } from "../../events/events.ts";
import { unitOf } from "../../findings/unit.ts";
import { snoozeOf } from "../carried/firing.ts";
import { standingVerdict } from "../ranking/ranking.ts";
import { type Hypothesis, type Investigation, isFiring, presentEpisode } from "../state.ts";
import { noticeLook } from "./notice.ts";

/** The state word at the start of a title, and its colour. */
export function stateOf(state: Investigation): { readonly word: string; readonly tone: Tone } {
  if (state.status === "closed") return { word: "CLOSED", tone: "ok" };
  const verdict = standingVerdict(state)?.verdict;
  const present = state.episodes.at(-1);
  if (present?.state === "OK") return { word: "OK", tone: "ok" };
  if (present?.state === "INSUFFICIENT_DATA") return { word: "NO DATA", tone: "inconclusive" };
  if (isFiring(state) && state.alarm?.silenced) {
    return { word: state.alarm.silenced.how === "muted" ? "MUTED" : "SUPPRESSED", tone: "neutral" };
  }
  if (isFiring(state) && snoozeOf(state)) return { word: "SNOOZED", tone: "inconclusive" };
  if (state.acknowledged) return { word: "ACKED", tone: "acknowledged" };
  if (verdict === "INCONCLUSIVE") return { word: "INCONCLUSIVE", tone: "inconclusive" };
  if (verdict === "NO FAULT FOUND") return { word: "NO FAULT FOUND", tone: "ok" };
  if (isFiring(state)) return { word: "ALARM", tone: "alarm" };
  if (state.subject?.type === "notice" && state.status === "asked") return noticeLook(state.subject.notice);
  return { word: state.status === "asked" ? "ASKED" : "OPEN", tone: "neutral" };
}

/** CloudWatch's operators as signs. */
const OPERATOR: Readonly<Record<string, string>> = {
  GreaterThanThreshold: "limit",
  GreaterThanOrEqualToThreshold: "limit",
  LessThanThreshold: "must stay above",
  LessThanOrEqualToThreshold: "must stay above",
  LessThanLowerOrGreaterThanUpperThreshold: "outside its band",
  GreaterThanUpperThreshold: "above its band",
  LessThanLowerThreshold: "below its band",
};

/** "SEV2 " before the name; empty without a severity. */
export function severityWord({ severity }: Investigation): string {
  return severity === undefined ? "" : `${severity} `;
}

/** " · SIMULATED" after the name of a simulated alarm. */
export function simulatedWords({ alarm, subject }: Investigation): string {
  return alarm?.simulated || (subject?.type === "storm" && subject.simulated) ? " · SIMULATED" : "";
}

/** "TargetResponseTime 1.2 s, limit 500 ms": the alarm's own figures. */
export function crossing(alarm: Alarm): string {
  const { metric, value, threshold } = alarm;
  const name = watchedName(alarm);
  if (name === undefined || (!metric && value === undefined && threshold === undefined)) return "";
  const unit = metric && unitOfAlarm(metric);
  const shown = value === undefined ? name : `${name} ${quantity(value, unit)}`;
  const words = Object.hasOwn(OPERATOR, alarm.operator ?? "") ? OPERATOR[alarm.operator ?? ""] : "limit";
  if (threshold === undefined) return alarm.kind === "anomaly" ? `${shown}, ${words}` : shown;
  return `${shown}, ${words} ${quantity(threshold, unit)}`;
}

/** What the alarm compares with its limit: its metric, or its expression's label; undefined for a composite alarm. */
export function watchedName({ metric, expression }: Alarm): string | undefined {
  if (metric) return `${metric.name} ${metric.statistic}`;
  return expression && (expression.label ?? "Its query");
}

/** The unit of an alarm, from its metric's name if CloudWatch leaves it out. */
function unitOfAlarm({ unit, name, ...metric }: NonNullable<Alarm["metric"]>): string {
  return unit ?? unitOf({ ...metric, metric: name });
}

/** "3 for, 1 against, 1 not checked". */
export function tally({ weight }: Hypothesis): string {
  const parts = [`${weight.supports.length} for`];
  if (weight.contradicts.length > 0) parts.push(`${weight.contradicts.length} against`);
  if (weight.unchecked.length > 0) parts.push(`${weight.unchecked.length} not checked`);
  return parts.join(", ");
}

/** "Logs not checked: needs logs:StartQuery". */
export function gapLine(gap: Gap): string {
  return `${gap.what} not checked: ${reasonOf(gap)}`;
}

function reasonOf({ reason, remedy }: Gap): string {
  return `${reason}${remedy === undefined ? "" : ` (${remedy})`}`;
}

/** "metrics to 03:08, changes to 02:51": the times up to which the sources are complete. */
export function horizonsLine(horizons: Readonly<Record<string, number>>): Text {
  const spans: TextSpan[] = [];
  for (const [source, epoch] of Object.entries(horizons)) {
    if (!Number.isFinite(epoch)) continue;
    spans.push(`${spans.length === 0 ? "" : ", "}${source} to `, moment(epoch));
  }
  return spans;
}

/** The parts of a text. */
export function spansOf(text: Text): readonly TextSpan[] {
  return typeof text === "string" ? [text] : text;
}

/** Epoch seconds as a time in a text. */
export function moment(epochSeconds: number): TextSpan {
  return { time: new Date(epochSeconds * 1000).toISOString() };
}

/** Whether it is still happening, by the latest value of the alarm's own metric, else by the alarm's state. */
export function stillHappening(state: Investigation): Text {
  const episode = state.episodes.at(-1);
  const now = latestValue(state);
  if (episode?.recoveredAt !== undefined) {
    const value = state.turns.at(-1)?.value;
    const shown = value === undefined ? "" : ` at ${rate(state.alarm, value)}`;
    const word = episode.state === "INSUFFICIENT_DATA" ? "No data since " : `Recovered${shown}, since `;
    return [word, { time: episode.recoveredAt }, ...followed(state, episode.recoveredAt), sweptWords(state.alarm)];
  }
  if (now && episode && now.at * 1000 < Date.parse(episode.firedAt)) {
    const last = `; last value ${currentText(state.alarm, now)} at `;
    return ["In ALARM since ", { time: episode.firedAt }, sweptWords(state.alarm), last, moment(now.at)];
  }
  if (now) {
    return [
      `${now.failing ? "Still failing" : "Back under its limit"}: ${currentText(state.alarm, now)} at `,
      moment(now.at),
      ...(episode && state.alarm?.swept
        ? [". In ALARM since ", { time: episode.firedAt }, sweptWords(state.alarm)]
        : []),
    ];
  }
  if (episode) return ["In ALARM since ", { time: episode.firedAt }, sweptWords(state.alarm)];
  return "";
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

/** A value that was read, with its unit. */
export function currentText(alarm: Alarm | undefined, { text, value }: CurrentValue): string {
  return text ?? rate(alarm, value);
}

/** A value of the alarm's metric; counts are per minute, independent of the period. */
function rate(alarm: Alarm | undefined, value: number): string {
  const metric = alarm?.metric;
  if (!metric) return quantity(value, undefined);
  const { statistic, period } = metric;
  const unit = unitOfAlarm(metric);
  const counted = (statistic === "Sum" || statistic === "SampleCount") && /^(Count|None|per .*)$/.test(unit);
  return counted ? `${figure((value * 60) / period)} per min` : quantity(value, unit);
}

/** The reason why the alarm's notification did not arrive. */
export function sweptWords(alarm: Alarm | undefined): string {
  const swept = alarm?.swept;
  switch (swept) {
    case "lost":
      return ", notification never arrived";
    case "unheard":
      return ", it notifies no topic that Gumshoe hears";
    case undefined:
      return "";
    default:
      return swept satisfies never;
  }
}
