import { createHash } from "node:crypto";
import type { Announcement, Notice } from "../events/events.ts";
import type { Held } from "../events/held.ts";
import type { Routed } from "../events/routed.ts";
import type { Transition } from "../investigation/command.ts";
import { parseAnnouncement } from "../notification/health.ts";
import type { Notification } from "../notification/notification.ts";
import { parseNotification } from "../notification/parse.ts";
import type { StormLimits } from "../notification/storm.ts";
import type { Meta, Step } from "../store/store.ts";
import { gumshoe, type WorkContext } from "./context.ts";

export type DeliveryStep = Extract<Step, { kind: "delivery" }>;

/** How the intake handles the deliveries of a topic. */
export interface Route {
  /** The channel's key. */
  readonly place: string;
  /** Further channels that show it. */
  readonly also: readonly string[];
  /** False if alarms wait for the Investigate button. */
  readonly automatic: boolean;
  /** Raised by a person in the playground: labelled, and never a storm unless `storms` is set. */
  readonly simulated: boolean;
  /** Simulated alarms that may still form a storm. */
  readonly storms?: boolean;
  /** What the file of routes decided, if there is one. */
  readonly routed?: Routed;
  /** Set if no channel shows it yet. */
  readonly held?: Held;
  /** How its route groups alarms into messages. */
  readonly grouping?: Grouping;
}

/** What alarms of one message have in common, how long the first waits for others, and for how long others join. */
export interface Grouping {
  /** The values of the labels that they have in common. */
  readonly values: readonly string[];
  readonly waitMs: number;
  readonly limits: StormLimits;
}

/** All deliveries of one group since the last round. */
export interface Group {
  readonly groupKey: string;
  /** The topic that its first delivery came by. */
  readonly topic: string;
  readonly route: Route;
  readonly transitions: Transition[];
  readonly ids: string[];
  notice: Notice | undefined;
  /** Further notices of the same round, for the thread of the first. */
  readonly updates: Notice[];
  /** Whether its notices go into one thread. */
  threaded: boolean;
  /** What an AWS Health notice names. */
  announcement: Announcement | undefined;
}

const nothing = { notice: undefined, announcement: undefined, threaded: false };

type ChangeNotification = Extract<Notification, { type: "change" }>;

/** Groups a round's deliveries by what they are about; a change has no group unless it is also shown. */
export function groupUp(
  steps: readonly DeliveryStep[],
  routeOf: (topicArn: string) => Route,
): { readonly groups: readonly Group[]; readonly changes: readonly ChangeNotification[] } {
  const groups = new Map<string, Group>();
  const changes: ChangeNotification[] = [];
  for (const { delivery } of steps) {
    const notification = parseNotification(delivery.body);
    const { groupKey } = notification;
    const topic = topicOf(delivery.body);
    const route = routeOf(topic);
    if (notification.type === "change" && !route.simulated) changes.push(notification);
    if (!isShown(notification)) continue;
    const group = groups.get(groupKey) ?? { ...nothing, groupKey, topic, route, transitions: [], updates: [], ids: [] };
    groups.set(groupKey, group);
    group.ids.push(delivery.id);
    take(group, notification, delivery.body);
  }
  return { groups: [...groups.values()], changes };
}

function isShown(notification: Notification): boolean {
  switch (notification.type) {
    case "alarm":
    case "notice":
      return true;
    case "change":
      return notification.notice !== undefined;
    case "noise":
      return false;
    default:
      return notification satisfies never;
  }
}

function take(group: Group, notification: Notification, body: string): void {
  switch (notification.type) {
    case "alarm": {
      const { alarm } = notification.transition;
      const { simulated } = group.route;
      group.transitions.push({ ...notification.transition, alarm: { ...alarm, simulated } });
      return;
    }
    case "notice":
    case "change":
      if (group.notice && notification.type === "notice") group.updates.push(notification.notice);
      group.notice ??= notification.notice;
      group.threaded = notification.type === "notice" && notification.threaded === true;
      group.announcement = parseAnnouncement(body);
      return;
    case "noise":
      return;
    default:
      notification satisfies never;
  }
}

/** The topic of an SNS envelope. */
export function topicOf(body: string): string {
  return /"TopicArn":"([^"]*)"/.exec(body)?.[1] ?? "";
}

/** Whether any of its transitions is a firing. */
export function fires(group: Group): boolean {
  return group.transitions.some(({ state }) => state === "ALARM");
}

/** Whether every firing of it is muted or suppressed. */
export function isSilenced({ transitions }: Group): boolean {
  return transitions.every(({ state, alarm }) => state !== "ALARM" || alarm.silenced !== undefined);
}

/**
 * Names all deliveries of a commit of several groups. What is repeated after a crash may come with more than was recorded: that is another
 * commit, in which what is recorded already changes nothing.
 */
export function digestOf(deliveryIds: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(deliveryIds)).digest("hex").slice(0, 16);
}

/** The delivery id of a command is derived from its deliveries, so that a repeated round is recognised. */
export function roundMeta({ now }: WorkContext, { ids, groupKey }: Group, step: string): Meta {
  const [first = "", last = ""] = [ids[0], ids.at(-1)];
  return { id: `intake/${groupKey}/${first}/${last}/${ids.length}/${step}`, actor: gumshoe, at: now().toISOString() };
}
