import type { AlarmState, Alarms, StandingAlarm } from "../../../src/telemetry/ports.ts";
import { type AlarmRule, thresholdBetween, type Watched, watch } from "./alarm.ts";
import { parts } from "./graph.ts";
import { measure } from "./metrics.ts";
import { alarmArn, type Place, shopTopic } from "./names.ts";
import { reasonOf } from "./notification.ts";
import type { Staged } from "./stage.ts";

const WATCHED: readonly Watched[] = ["latency", "errors", "throttles", "age"];
/** What an alarm needs at least where its metric is usually zero. */
const LEAST: Readonly<Record<Watched, number>> = { latency: 1, errors: 5, throttles: 5, age: 60 };
/** How far above the highest of a usual day an alarm's limit lies, about. */
const APART = 3;
/** Minutes before the onset over which a usual day is looked at, and from which alarms are followed. */
const DAY = 26 * 60;
const BEFORE = 60;
/** Seconds since the others were last what they are not now: since they were made. */
const MADE = 37 * 86_400;

interface Watch {
  readonly rule: AlarmRule;
  /** Whether it is the one that Gumshoe is told of. */
  readonly own: boolean;
}

/** Every alarm of the shop as it stands `now`; `lag` in seconds. `tells`: ARNs that hear of the incident's own alarm beside the shop's topic. */
export function createAlarms(
  staged: Staged,
  place: Place,
  now: () => Date,
  lag: number,
  tells: readonly string[],
): Alarms {
  let watches: readonly Watch[] | undefined;
  return {
    async list({ state, prefix = "", names }, signal) {
      signal.throwIfAborted();
      watches ??= watchesOf(staged);
      const seconds = now().getTime() / 1000;
      const standing = standingOf(staged, watches, seconds, Math.floor((seconds - lag) / 60), place, tells);
      const value = standing
        .filter(({ name }) => name.startsWith(prefix) && (names === undefined || names.includes(name)))
        .filter((alarm) => state === undefined || alarm.state === state)
        .sort((one, other) => one.name.localeCompare(other.name));
      return { value, horizon: Math.floor(seconds), gaps: [] };
    },
  };
}

/** The incident's alarm, and one on everything else that can be watched, limited well above a usual day. */
function watchesOf({ world, rule }: Staged): readonly Watch[] {
  const found = parts.flatMap(({ id }) =>
    WATCHED.flatMap((watched) => {
      const made = watch(id, watched);
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
  place: Place,
  tells: readonly string[],
): readonly StandingAlarm[] {
  const { world } = staged;
  const from = world.disturbance.onset - BEFORE;
  const queries = watches.map(({ rule }) => rule.query);
  const series = measure(world, queries, { start: from * 60, end: Math.max(from, until) * 60 }, until * 60);
  return watches.map(({ rule, own }, index) => {
    const values = Array.from(series[index]?.values ?? [], (value) => (Number.isNaN(value) ? 0 : value));
    const turn = own ? toldTurn(staged, now) : lastTurn(values, rule, from);
    const since = turn?.at ?? from * 60 - MADE;
    const { name, query, threshold } = rule;
    return {
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
      operator: "GreaterThanThreshold",
    };
  });
}

interface Turn {
  readonly at: number;
  readonly state: Extract<AlarmState, "ALARM" | "OK">;
  readonly values: readonly { readonly at: number; readonly value: number }[];
}

/** What SNS was told of the incident's own alarm, so far. */
function toldTurn({ fired, recovered }: Staged, now: number): Turn | undefined {
  if (recovered && recovered.at <= now) return { ...recovered, state: "OK" };
  return fired.at <= now ? { ...fired, state: "ALARM" } : undefined;
}

/** The last change of an alarm that is in ALARM while its last datapoints are all above the limit. */
function lastTurn(values: readonly number[], { threshold, datapoints }: AlarmRule, from: number): Turn | undefined {
  let turn: Turn | undefined;
  for (let end = datapoints; end <= values.length; end++) {
    const judged = values.slice(end - datapoints, end);
    const above = judged.filter((value) => value > threshold).length;
    const state = above === datapoints ? "ALARM" : above === 0 && turn ? "OK" : turn?.state;
    if (state === undefined || state === turn?.state) continue;
    const seen = judged.map((value, index) => ({ at: (from + end - datapoints + index) * 60, value }));
    // CloudWatch judges a minute some seconds after it has ended.
    turn = { at: (from + end) * 60 + 17, state, values: seen };
  }
  return turn;
}
