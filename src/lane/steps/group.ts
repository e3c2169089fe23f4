import type { Transition } from "../../investigation/command.ts";
import type { Announcement, Notice } from "../../investigation/events.ts";
import { parseAnnouncement } from "../../notification/health.ts";
import { parseNotification } from "../../notification/parse.ts";
import type { Meta, Step } from "../../store/store.ts";
import { gumshoe, type WorkContext } from "./context.ts";

export type DeliveryStep = Extract<Step, { kind: "delivery" }>;

/** How the intake treats what comes from a topic. */
export interface Route {
  /** The channel's key. */
  readonly place: string;
  /** More channels that show it. */
  readonly also: readonly string[];
  /** False: alarms wait for the Investigate button. */
  readonly automatic: boolean;
  /** Raised by a person in the playground: labelled, and never a storm unless `storms` says so. */
  readonly simulated: boolean;
  /** Simulated, yet many at once are one storm. */
  readonly storms?: boolean;
}

/** All that arrived of one group since the last round. */
export interface Group {
  readonly groupKey: string;
  readonly route: Route;
  readonly transitions: Transition[];
  readonly ids: string[];
  notice: Notice | undefined;
  /** What AWS Health names, where it is such a notice. */
  announcement: Announcement | undefined;
}

/** Sorts a round's deliveries by what they are about. */
export function groupUp(steps: readonly DeliveryStep[], routeOf: (topicArn: string) => Route): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { delivery } of steps) {
    const notification = parseNotification(delivery.body);
    const { groupKey } = notification;
    const route = routeOf(topicOf(delivery.body));
    const group = groups.get(groupKey) ?? {
      groupKey,
      route,
      transitions: [],
      ids: [],
      notice: undefined,
      announcement: undefined,
    };
    groups.set(groupKey, group);
    group.ids.push(delivery.id);
    if (notification.type === "notice") {
      group.notice = notification.notice;
      group.announcement = parseAnnouncement(delivery.body);
    } else {
      const { transition } = notification;
      group.transitions.push({ ...transition, alarm: { ...transition.alarm, simulated: route.simulated } });
    }
  }
  return [...groups.values()];
}

/** The topic that an envelope names. */
export function topicOf(body: string): string {
  return /"TopicArn":"([^"]*)"/.exec(body)?.[1] ?? "";
}

/** Whether any of its changes is a firing. */
export function fires(group: Group): boolean {
  return group.transitions.some(({ state }) => state === "ALARM");
}

/** The delivery id of a command is made of what it takes in, so that a repeated round is recognised. */
export function metaOf({ now }: WorkContext, { ids, groupKey }: Group, step: string): Meta {
  const [first = "", last = ""] = [ids[0], ids.at(-1)];
  return { id: `intake/${groupKey}/${first}/${last}/${ids.length}/${step}`, actor: gumshoe, at: now().toISOString() };
}
