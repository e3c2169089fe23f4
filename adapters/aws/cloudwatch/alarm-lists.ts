import type { Seen } from "../../../src/findings/measured.ts";
import type { Alarms, StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import { columnsOf, type ReadListing } from "../call/listing.ts";

const DAY = 86_400;
/** An alarm that has not changed for so long has never fired that anybody remembers, or has fired all the time. */
const ASLEEP = 90 * DAY;
const RESTLESS = 7 * DAY;

/** Alarms that were well for three months or never had data: nobody knows whether they can fire. The longest first. */
export function createAsleepAlarms(alarms: Alarms, now: () => Date): ReadListing {
  return listOf(alarms, now, ["Alarm", "State", "Since (UTC)", "#Days", "Why it may never fire"], (alarm, days) => {
    if (alarm.state === "ALARM" || days * DAY < ASLEEP) return undefined;
    const why =
      alarm.state === "INSUFFICIENT_DATA"
        ? "its metric has no data: check its name and dimensions"
        : "its limit was never reached";
    return [alarm.name, stateWord(alarm), dayOf(alarm.since), String(days), why];
  });
}

/** Alarms that fire for a week already: nobody acts on them. The longest first. */
export function createRestlessAlarms(alarms: Alarms, now: () => Date): ReadListing {
  return listOf(alarms, now, ["Alarm", "Since (UTC)", "#Days", "Tells", "Why"], (alarm, days) =>
    alarm.state === "ALARM" && days * DAY >= RESTLESS
      ? [
          alarm.name,
          dayOf(alarm.since),
          String(days),
          alarm.actions.length === 0 ? "nobody" : `${alarm.actions.length}`,
          alarm.reason,
        ]
      : undefined,
  );
}

/** Composite alarms with their rules, and the alarms in them that are not there. */
export function createAlarmTrees(alarms: Alarms, now: () => Date): ReadListing {
  return async (_, signal) => {
    const all = await alarms.list({}, signal);
    const names = new Set(all.value.flatMap(({ name, arn }) => [name, arn]));
    const read = tableOf(all, now, ["Alarm", "State", "Rule", "Not there"], ({ name, rule, ...alarm }) => {
      if (rule === undefined) return undefined;
      const missing = [...rule.matchAll(CHILD)]
        .map(([, quoted, bare]) => quoted ?? bare ?? "")
        .filter((child) => !names.has(child));
      return [name, stateWord({ name, ...alarm }), rule, missing.join(", ")];
    });
    const rows = read.value.rows.toSorted((one, other) => Number(other[3] !== "") - Number(one[3] !== ""));
    return { ...read, value: { ...read.value, rows } };
  };
}
/** `ALARM("checkout 5xx")`, `OK(cart)`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
const CHILD = /(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:["']([^"']+)["']|([^()\s"']+))\s*\)/gi;

/** Alarms on a band that CloudWatch learns, those that fire first. */
export function createAlarmBands(alarms: Alarms, now: () => Date): ReadListing {
  return listOf(alarms, now, ["Alarm", "State", "#Days", "Metric"], (alarm, days) =>
    alarm.kind === "anomaly"
      ? [
          alarm.name,
          stateWord(alarm),
          String(days),
          alarm.metric ? `${alarm.metric.namespace} ${alarm.metric.metric}` : "",
        ]
      : undefined,
  );
}

/** What one alarm says in a list; undefined if it is not in it. `days`: since its state changed. */
type RowOf = (alarm: StandingAlarm, days: number) => readonly string[] | undefined;

function listOf(alarms: Alarms, now: () => Date, columns: readonly string[], toRow: RowOf): ReadListing {
  return async (_, signal) => tableOf(await alarms.list({}, signal), now, columns, toRow);
}

function tableOf(
  { value, gaps }: Seen<readonly StandingAlarm[]>,
  now: () => Date,
  columns: readonly string[],
  toRow: RowOf,
): Awaited<ReturnType<ReadListing>> {
  const at = now().getTime() / 1000;
  const rows = value
    .toSorted((one, other) => one.since - other.since)
    .flatMap((alarm) => {
      const row = toRow(alarm, Math.floor((at - alarm.since) / DAY));
      return row === undefined ? [] : [row];
    });
  return { value: { columns: columnsOf(...columns), rows }, gaps };
}

function stateWord({ state }: Pick<StandingAlarm, "state" | "name">): string {
  return state === "INSUFFICIENT_DATA" ? "no data" : state;
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
