import { alarmLabels, type Labels, noticeLabels } from "../routing/labels.ts";
import type { WorkContext } from "./context.ts";
import { fires, type Group } from "./group.ts";
import { groupingOf } from "./grouping.ts";
import { holdOf } from "./held.ts";
import { createFiringAlarms, type FiringAlarm, type FiringAlarms } from "./inhibit.ts";
import { withTags } from "./tags.ts";

/** A group on its way: with the channels of its route, waiting for them, or without any; and why. */
export type RoutedGroup =
  | { readonly type: "shown"; readonly group: Group }
  | { readonly type: "held"; readonly group: Group; readonly reason: string; readonly places: readonly string[] }
  | { readonly type: "dropped"; readonly group: Group; readonly reason: string; readonly places: readonly string[] };

/** Routes a group by the file of routes; without a file, and where it is simulated, it stays in the channel of its topic. */
export async function routeGroup(context: WorkContext, given: Group, firing: FiringAlarms): Promise<RoutedGroup> {
  const { router } = context;
  const group = await withTags(context, given);
  const { route } = group;
  const labels = labelsOf(group);
  if (!router || route.simulated || !labels) return { type: "shown", group };
  const decision = router.decide(labels);
  const { places, dropped, routed } = decision;
  const [place, ...also] = places;
  if (dropped || place === undefined) {
    const reason = `${routed.routes.join(", ")}: ${routed.receivers.join(", ")} sends nowhere`;
    return { type: "dropped", group, reason, places: router.rootPlaces };
  }
  const automatic = route.automatic && routed.class === "alert";
  const grouping = groupingOf(decision, labels);
  const shown = { ...group, route: { ...route, place, also, automatic, routed, ...(grouping && { grouping }) } };
  // A recovery is not held back: it opens nothing.
  const hold =
    group.transitions.length > 0 && !fires(group)
      ? undefined
      : await holdOf(context, router, firing, { labels, decision, groupKey: group.groupKey });
  if (!hold) return { type: "shown", group: shown };
  const held = { ...hold, place, also };
  return { type: "held", group: { ...shown, route: { ...shown.route, held } }, reason: hold.reason, places };
}

/** All alarms that fire, with those of a round that are about to be opened. */
export function firingWith(context: WorkContext, groups: readonly Group[]): FiringAlarms {
  return createFiringAlarms(context, () => groups.filter(fires).flatMap((group) => firingOf(context, group)));
}

function firingOf({ router }: WorkContext, group: Group): readonly FiringAlarm[] {
  const labels = labelsOf(group);
  if (!labels || !router) return [];
  const { severity } = router.decide(labels).routed;
  const known = severity === undefined ? labels : new Map([...labels, ["severity", severity]]);
  return [{ name: group.transitions.at(-1)?.alarm.name ?? "", groupKey: group.groupKey, labels: known }];
}

/** What a group is routed by: its newest alarm, else its notice. */
function labelsOf({ transitions, notice, topic, groupKey }: Group): Labels | undefined {
  const last = transitions.at(-1);
  if (last) return alarmLabels(last.alarm, topic, last.alarm.tags);
  return notice && noticeLabels(notice, topic, groupKey.startsWith("change/") ? "change" : "notice");
}
