import { mapInBatches } from "../concurrency/in-batches.ts";
import type { Severity } from "../events/severity.ts";
import { type Investigation, investigationName, isFiring } from "../investigation/state.ts";
import { alarmLabels, type Labels } from "../routing/labels.ts";
import { fitsAll } from "../routing/matcher.ts";
import type { RoutingDecision } from "../routing/router.ts";
import type { InhibitRule } from "../routing/routing.ts";
import type { WorkContext } from "./context.ts";

/** Open investigations that may inhibit, the newest. */
const MOST = 1_000;
const AT_ONCE = 16;

/** An alarm that fires. */
export interface FiringAlarm {
  readonly name: string;
  readonly groupKey: string;
  readonly labels: Labels;
}

/** All alarms that fire, read when they are asked for. */
export type FiringAlarms = () => Promise<readonly FiringAlarm[]>;

/**
 * The alarm that inhibits another by one of the rules: it fires, fits the rule's source, and has the same values of its labels. As in
 * Alertmanager, an alarm that fits both sides is not inhibited by one that does, too. The label `severity` is that of the route, if it
 * gives one.
 */
export async function inhibitedBy(
  firing: FiringAlarms,
  rules: readonly InhibitRule[],
  given: { readonly labels: Labels; readonly decision: RoutingDecision; readonly groupKey: string },
): Promise<string | undefined> {
  const target = withSeverity(given.labels, given.decision.routed.severity);
  const concerned = rules.filter((rule) => fitsAll(rule.target, target));
  if (concerned.length === 0) return undefined;
  const inhibitor = (await firing()).find(
    ({ groupKey, labels }) => groupKey !== given.groupKey && concerned.some((rule) => inhibits(rule, labels, target)),
  );
  return inhibitor?.name;
}

function inhibits({ source, target: targeted, equal }: InhibitRule, labels: Labels, target: Labels): boolean {
  const bothSides = fitsAll(source, target) && fitsAll(targeted, labels);
  const same = equal.every((label) => (labels.get(label) ?? "") === (target.get(label) ?? ""));
  return fitsAll(source, labels) && same && !bothSides;
}

function withSeverity(labels: Labels, severity: Severity | undefined): Labels {
  return severity === undefined ? labels : new Map([...labels, ["severity", severity]]);
}

/** All alarms that fire, shown or held back, members of storms included; and `others`, which are about to be opened. Read once. */
export function createFiringAlarms(
  { directory, load }: WorkContext,
  others: () => readonly FiringAlarm[] = () => [],
): FiringAlarms {
  let read: Promise<readonly FiringAlarm[]> | undefined;
  const readAll = async (): Promise<readonly FiringAlarm[]> => {
    const open = await directory.list("open", MOST);
    const states = await mapInBatches(open, AT_ONCE, async ({ stream }) => (await load(stream)).state);
    return [...states.flatMap((state) => [...ownAlarm(state), ...membersOf(state)]), ...others()];
  };
  return () => {
    read ??= readAll();
    return read;
  };
}

function ownAlarm(state: Investigation): readonly FiringAlarm[] {
  const { alarm, groupKey, routed, severity } = state;
  if (!alarm || groupKey === undefined || !isFiring(state)) return [];
  const labels = routed ? new Map(Object.entries(routed.labels)) : alarmLabels(alarm, "");
  return [{ name: `${alarm.name} (${investigationName(state)})`, groupKey, labels: withSeverity(labels, severity) }];
}

function membersOf(storm: Investigation): readonly FiringAlarm[] {
  return storm.members.flatMap(({ groupKey, name, state, alarm }) =>
    alarm && state === "ALARM"
      ? [{ name, groupKey, labels: withSeverity(alarmLabels(alarm, ""), storm.severity) }]
      : [],
  );
}
