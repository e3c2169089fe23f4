import { counted, lasted, quantity, withoutEnd } from "../../card/number.ts";
import { sparkline } from "../../chart/sparkline.ts";
import type { Answer, Question } from "../../events/events.ts";
import { unitIn } from "../../findings/unit.ts";
import { ROWS } from "../../investigation/view/answers.ts";
import { operatorOf, type StandingAlarm } from "../../telemetry/ports/alarms.ts";
import type { Metrics } from "../../telemetry/ports/ports.ts";
import { type Asking, failedAnswer, gapWords, questionText, tableAnswer } from "./answer.ts";

/** Lists alarms with their states, or checks whether each of them reaches Gumshoe. */
export async function answerAlarms(asking: Asking, question: Extract<Question, { type: "alarms" }>): Promise<Answer> {
  const { telemetry, signal, context } = asking;
  const { state, prefix, reach } = question;
  const query = questionText(question);
  if (!telemetry.alarms) return failedAnswer(query, "the alarms of a recording are not listed; AWS lists its own.");
  const filter = { ...(state !== undefined && { state }), ...(prefix !== undefined && { prefix }) };
  const seen = await telemetry.alarms.list(filter, signal);
  if (reach) return reachAnswer(asking, query, seen.value, seen);
  const inState = (wanted: StandingAlarm["state"]) => seen.value.filter((alarm) => alarm.state === wanted).length;
  const worst = [...seen.value].sort((one, other) => RANK[one.state] - RANK[other.state] || other.since - one.since);
  const lately = await latelyOf(asking, worst.slice(0, ROWS));
  const rows = worst.map((alarm, index) => {
    const values = lately[index];
    const age = lasted(context.now().getTime() / 1000 - alarm.since);
    return [
      alarm.state,
      alarm.name,
      age,
      whyOf(alarm, values, telemetry.metrics),
      values ? sparkline(values, WIDTH) : "",
    ];
  });
  const columns = ["State", "Alarm", "For", "Value and limit", "Last hour"].map((name) => ({ name }));
  const sentence = `${counted(seen.value.length, "alarm")}: ${inState("ALARM")} in ALARM, ${inState("INSUFFICIENT_DATA")} without data`;
  return tableAnswer(asking, query, sentence, { ...seen, value: { columns, rows } });
}

/** Seconds of metric history shown beside an alarm, and the width of that sparkline in characters. */
const LATELY = 3_600;
const WIDTH = 12;

/** The last hour of each alarm's metric; empty if it has no metric or reading the metrics fails. */
async function latelyOf(
  { telemetry, signal, context }: Asking,
  alarms: readonly StandingAlarm[],
): Promise<readonly (readonly number[] | undefined)[]> {
  const measured = alarms.flatMap(({ metric }, index) => (metric ? [{ metric, index }] : []));
  const end = Math.floor(context.now().getTime() / 1000);
  const seen = await telemetry.metrics
    .fetch(
      measured.map(({ metric }) => metric),
      { start: end - LATELY, end },
      signal,
    )
    .catch(() => undefined);
  signal.throwIfAborted();
  const values = new Map(measured.map(({ index }, place) => [index, seen?.value[place]?.values] as const));
  return alarms.map((_, index) => {
    const lastHour = values.get(index);
    return lastHour && Array.from(lastHour);
  });
}

/** For example "4.2 s, limit > 2.0 s" or "40, limit > 12 per min"; an alarm without a single metric shows its own reason. */
function whyOf(
  { threshold, operator, reason, metric }: StandingAlarm,
  values: readonly number[] | undefined,
  metrics: Metrics,
): string {
  const sign = operatorOf(operator);
  if (threshold === undefined || sign === undefined) return withoutEnd(reason, 120);
  const last = values?.findLast((value) => !Number.isNaN(value));
  const unit = metric && unitIn(metrics, metric);
  const per = unit?.startsWith("per ") ? ` ${unit}` : "";
  return `${last === undefined ? "" : `${quantity(last, unit)}, `}limit ${sign} ${quantity(threshold, unit)}${per}`;
}

const RANK = { ALARM: 0, INSUFFICIENT_DATA: 1, OK: 2 } as const;

function reachAnswer(
  asking: Asking,
  query: string,
  alarms: readonly StandingAlarm[],
  seen: { readonly horizon: number; readonly gaps: readonly { what: string; reason: string }[] },
): Promise<Answer> {
  const { topics } = asking.context;
  const rows = alarms.map(({ name, actions }) => {
    const heard = actions.find((action) => topics.has(action));
    const instead = actions.length === 0 ? "it tells nobody" : `it tells ${actions.map(lastPart).join(", ")}`;
    return [heard === undefined ? "no" : "yes", name, heard === undefined ? instead : lastPart(heard)];
  });
  const silent = rows.filter(([heard]) => heard === "no").length;
  const columns = [{ name: "Reaches" }, { name: "Alarm" }, { name: "Over" }];
  const sentence = `${rows.length - silent} of ${rows.length} alarms reach Gumshoe over its topics${gapWords(seen)}`;
  const sorted = rows.sort(([one = ""], [other = ""]) => one.localeCompare(other));
  return tableAnswer(asking, query, sentence, { value: { columns, rows: sorted }, horizon: seen.horizon, gaps: [] });
}

function lastPart(arn: string): string {
  return arn.split(":").at(-1) ?? arn;
}
