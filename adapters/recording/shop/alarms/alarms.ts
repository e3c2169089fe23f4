import { NotSeen } from "../../../../src/errors.ts";
import {
  type Alarms,
  OPERATORS,
  type StandingAlarm,
  type WantedAlarm,
} from "../../../../src/telemetry/ports/alarms.ts";
import type { Staged } from "../faults/stage.ts";
import { measure } from "../signals/metrics.ts";
import { type AlarmRule, thresholdBetween, type Watched, watchedMetric } from "../world/alarm.ts";
import { parts } from "../world/graph.ts";
import { alarmArn, type ShopPlace, shopTopic } from "../world/names.ts";
import { reasonOf } from "./notification.ts";
import { eventsOf, notifyingTurns, type SimulatedAlarm, turnsOf } from "./turns.ts";

const WATCHED: readonly Watched[] = ["latency", "errors", "throttles", "age"];
/** The smallest limit of an alarm whose metric is usually zero. */
const LEAST: Readonly<Record<Watched, number>> = { latency: 1, errors: 5, throttles: 5, age: 60 };
/** The ratio between an alarm's limit and the highest value of a usual day. */
const APART = 3;
/** Minutes before the onset that make a usual day, and from which transitions are simulated. */
const DAY = 26 * 60;
const BEFORE = 60;
/** The age of the alarms in seconds, for those that never changed. */
const MADE = 37 * 86_400;

interface Watch {
  readonly rule: AlarmRule;
  /** Whether it is the alarm that notifies Gumshoe. */
  readonly own: boolean;
}

/** All alarms of the shop at `now`; `lag` in seconds. `tells`: ARNs that the incident's own alarm notifies beside the shop's topic. */
export function createAlarms(
  staged: Staged,
  place: ShopPlace,
  now: () => Date,
  lag: number,
  tells: readonly string[],
): Alarms {
  let watches: readonly Watch[] | undefined;
  const made = new Map<string, StandingAlarm>();
  function all(): readonly SimulatedAlarm[] {
    watches ??= watchesOf(staged);
    const seconds = now().getTime() / 1000;
    const standing = standingOf(staged, watches, seconds, Math.floor((seconds - lag) / 60), place, tells);
    const shop = standing.filter(({ alarm }) => !made.has(alarm.name));
    return [...shop, ...[...made.values()].map((alarm) => ({ alarm, turns: [] }))];
  }
  return {
    async history(name, window, signal) {
      signal.throwIfAborted();
      const seconds = Math.floor(now().getTime() / 1000);
      const found = all().find(({ alarm }) => alarm.name === name);
      return { value: found ? eventsOf(found, window) : [], horizon: seconds, gaps: [] };
    },
    // The simulation does not evaluate it: it stays as CloudWatch lists a new alarm.
    async put(wanted, signal) {
      signal.throwIfAborted();
      const before = all().find(({ alarm }) => alarm.name === wanted.name)?.alarm.actions ?? [];
      made.set(wanted.name, {
        ...madeOf(wanted, place, now()),
        actions: wanted.topic === undefined ? before : [wanted.topic],
      });
    },
    mute: notSimulated,
    unmute: notSimulated,
    async list({ state, prefix = "", names }, signal) {
      signal.throwIfAborted();
      const seconds = now().getTime() / 1000;
      const value = all()
        .map(({ alarm }) => alarm)
        .filter(({ name }) => name.startsWith(prefix) && (names === undefined || names.includes(name)))
        .filter((alarm) => state === undefined || alarm.state === state)
        .sort((one, other) => one.name.localeCompare(other.name));
      return { value, horizon: Math.floor(seconds), gaps: [] };
    },
  };
}

async function notSimulated(): Promise<never> {
  throw new NotSeen("the simulated shop has no mute rules");
}

/** The incident's alarm, and one on every other metric that can be watched, with a limit well above a usual day. */
function watchesOf({ world, rule }: Staged): readonly Watch[] {
  const found = parts.flatMap(({ id }) =>
    WATCHED.flatMap((watched) => {
      const made = watchedMetric(id, watched);
      return made && made.name !== rule.name ? [{ ...made, watched }] : [];
    }),
  );
  const { onset } = world.disturbance;
  const window = { start: (onset - DAY) * 60, end: onset * 60 };
  const usual = measure(
    world,
    found.map(({ query }) => query),
    window,
    window.end,
  );
  const others = found.map(({ watched, ...made }, index): Watch => {
    const values = Array.from(usual[index]?.values ?? [], (value) => (Number.isNaN(value) ? 0 : value));
    const top = values.reduce((most, value) => Math.max(most, value), 0);
    const threshold = Math.max(
      thresholdBetween(values, [top * APART]) ?? 0,
      watched === "latency" ? 0 : LEAST[watched],
    );
    return { rule: { ...made, threshold: threshold || LEAST[watched], datapoints: 3 }, own: false };
  });
  return [{ rule, own: true }, ...others];
}

function standingOf(
  staged: Staged,
  watches: readonly Watch[],
  now: number,
  until: number,
  place: ShopPlace,
  tells: readonly string[],
): readonly SimulatedAlarm[] {
  const { world } = staged;
  const from = world.disturbance.onset - BEFORE;
  const queries = watches.map(({ rule }) => rule.query);
  const series = measure(world, queries, { start: from * 60, end: Math.max(from, until) * 60 }, until * 60);
  return watches.map(({ rule, own }, index) => {
    const values = Array.from(series[index]?.values ?? [], (value) => (Number.isNaN(value) ? 0 : value));
    const turns = own ? notifyingTurns(staged, now) : turnsOf(values, rule, from);
    const turn = turns.at(-1);
    const since = turn?.at ?? from * 60 - MADE;
    const { name, query, threshold } = rule;
    const alarm: StandingAlarm = {
      name,
      kind: "metric",
      silenced: false,
      arn: alarmArn(name, place),
      state: turn?.state ?? "OK",
      since,
      reason: turn
        ? reasonOf(rule, turn, turn.state)
        : `Threshold Crossed: no datapoint was greater than the threshold (${threshold}).`,
      actions: [shopTopic(place), ...(own ? tells : [])],
      metric: query,
      threshold,
      operator: OPERATORS[">"],
      datapointsToAlarm: rule.datapoints,
      evaluationPeriods: rule.datapoints,
    };
    return { alarm, turns: turns.map((each) => ({ ...each, reason: reasonOf(rule, each, each.state) })) };
  });
}

function madeOf(wanted: WantedAlarm, place: ShopPlace, now: Date): Omit<StandingAlarm, "actions"> {
  const { name, metric, operator, threshold, datapoints, periods, description } = wanted;
  return {
    name,
    arn: alarmArn(name, place),
    state: "INSUFFICIENT_DATA",
    since: Math.floor(now.getTime() / 1000),
    reason: "Unchecked: Initial alarm creation",
    kind: "metric",
    silenced: false,
    description,
    metric,
    threshold,
    operator: OPERATORS[operator],
    datapointsToAlarm: datapoints,
    evaluationPeriods: periods,
  };
}
