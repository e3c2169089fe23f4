import { alarmLabels, type Labels, noticeLabels } from "../routing/labels.ts";
import type { WorkContext } from "./context.ts";
import type { Group } from "./group.ts";

/** A group on its way: with the channels of its route, or without any, and why. */
export type RoutedGroup =
  | { readonly type: "shown"; readonly group: Group }
  | { readonly type: "dropped"; readonly group: Group; readonly reason: string; readonly places: readonly string[] };

/** Routes a group by the file of routes; without a file, and where it is simulated, it stays in the channel of its topic. */
export async function routeGroup({ router }: WorkContext, group: Group): Promise<RoutedGroup> {
  const { route } = group;
  const labels = labelsOf(group);
  if (!router || route.simulated || !labels) return { type: "shown", group };
  const { places, dropped, routed } = router.decide(labels);
  const [place, ...also] = places;
  if (dropped || place === undefined) {
    const receivers = routed.receivers.join(", ");
    return {
      type: "dropped",
      group,
      reason: `${routed.routes.join(", ")}: ${receivers} sends nowhere`,
      places: router.rootPlaces,
    };
  }
  const automatic = route.automatic && routed.class === "alert";
  return { type: "shown", group: { ...group, route: { ...route, place, also, automatic, routed } } };
}

/** What a group is routed by: its newest alarm, else its notice. */
function labelsOf({ transitions, notice, topic, groupKey }: Group): Labels | undefined {
  const last = transitions.at(-1);
  if (last) return alarmLabels(last.alarm, topic);
  return notice && noticeLabels(notice, topic, groupKey.startsWith("change/") ? "change" : "notice");
}
