import { alarmsOf, parseAlarmRule } from "../../aws-names/alarm-rule.ts";
import type { Alarm } from "../../events/events.ts";
import type { MetricQuery } from "../../findings/measured.ts";
import type { StandingAlarm } from "../ports/alarms.ts";
import type { Telemetry } from "../ports/ports.ts";
import { queryOf } from "../resources/alarm-metric.ts";
import type { Asker } from "./asker.ts";

/** Composite alarms of composite alarms; CloudWatch's own limit is not far above. */
const DEEPEST = 4;
/** Names in one request, which is CloudWatch's limit, and alarms whose metrics are read. */
const NAMES = 100;
const MOST = 5;

/**
 * The alarms whose queries are the symptom: the alarm itself, or the children of a composite alarm that are in ALARM, the first that fired
 * first. An alarm whose notification does not tell its query is read from CloudWatch.
 */
export async function watchedAlarms(
  { alarms }: Pick<Telemetry, "alarms">,
  asker: Asker,
  alarm: Alarm,
): Promise<readonly Alarm[]> {
  const isComposite = alarm.kind === "composite";
  if (!alarms || (!isComposite && (alarm.expression || queryOf(alarm)))) return [alarm];
  const list = (names: readonly string[]): Promise<readonly StandingAlarm[]> =>
    asker.ask("alarms", `alarms ${names.slice(0, 3).join(", ")}`, [], (signal) =>
      alarms.list({ names: names.slice(0, NAMES) }, signal),
    );
  if (!isComposite) {
    const [own] = await list([alarm.name]);
    return [own ? { ...alarm, ...toAlarm(own, alarm) } : alarm];
  }
  const firing = await firingIn(list, alarm.triggering ?? alarm.children, new Set([alarm.name]), 0);
  const inOrder = firing.toSorted((one, other) => one.since - other.since).slice(0, MOST);
  return inOrder.length > 0 ? inOrder.map((each) => toAlarm(each, alarm)) : [alarm];
}

/** The alarms with a query below these names that are in ALARM. */
async function firingIn(
  list: (names: readonly string[]) => Promise<readonly StandingAlarm[]>,
  names: readonly string[],
  seen: Set<string>,
  depth: number,
): Promise<readonly StandingAlarm[]> {
  const fresh = names.filter((name) => !seen.has(name));
  if (fresh.length === 0 || depth > DEEPEST) return [];
  for (const name of fresh) seen.add(name);
  const firing = (await list(fresh)).filter(({ state }) => state === "ALARM");
  const below = firing.flatMap(({ rule = "" }) => {
    const tree = parseAlarmRule(rule);
    return tree ? alarmsOf(tree) : [];
  });
  return [...firing.filter(({ kind }) => kind !== "composite"), ...(await firingIn(list, below, seen, depth + 1))];
}

/** An alarm as CloudWatch lists it, in the place of another. */
function toAlarm(standing: StandingAlarm, { account, region, simulated }: Alarm): Alarm {
  const { name, arn, kind, reason, metric, expression, operator, threshold } = standing;
  return {
    name,
    arn,
    account,
    region,
    kind,
    reason,
    children: [],
    simulated,
    ...(metric && { metric: toMetric(metric) }),
    ...(expression && { expression }),
    ...(operator !== undefined && { operator }),
    ...(threshold !== undefined && { threshold }),
  };
}

function toMetric({ metric, expression: _, ...read }: MetricQuery): NonNullable<Alarm["metric"]> {
  return { ...read, name: metric };
}
