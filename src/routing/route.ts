import type { Severity } from "../events/severity.ts";
import type { Labels } from "./labels.ts";
import { fitsAll, type Matcher } from "./matcher.ts";
import type { Receiver } from "./receiver.ts";
import { contains, type TimeInterval } from "./time-interval.ts";

/** Alerts are investigated; notifications are only posted. */
export type NotificationClass = "alert" | "notification";

/** A route with everything that it inherits from those above it. Times are milliseconds. */
export interface RouteNode {
  /** Its place in the tree: "route", "route.1", "route.1.2". */
  readonly path: string;
  /** The line in the file. */
  readonly line: number;
  readonly matchers: readonly Matcher[];
  /** Whether its later siblings are tried, too. */
  readonly goesOn: boolean;
  readonly receiver: Receiver;
  readonly class: NotificationClass;
  readonly severity: Severity | undefined;
  /** Labels that the alarms of one message have in common; "all": each alarm is alone; undefined: nothing is grouped by labels. */
  readonly groupBy: readonly string[] | "all" | undefined;
  readonly groupWaitMs: number | undefined;
  readonly groupIntervalMs: number | undefined;
  readonly repeatIntervalMs: number | undefined;
  /** These two are not inherited, as in Alertmanager. */
  readonly muteTimes: readonly TimeInterval[];
  readonly activeTimes: readonly TimeInterval[];
  readonly routes: readonly RouteNode[];
}

/**
 * The routes that take a notification: of each route's children the first that fits, and those after it while the one before says
 * `continue`; the route itself where no child fits. The root takes what no other does.
 */
export function matchingRoutes(route: RouteNode, labels: Labels): readonly RouteNode[] {
  if (!fitsAll(route.matchers, labels)) return [];
  const taken: RouteNode[] = [];
  for (const child of route.routes) {
    const found = matchingRoutes(child, labels);
    taken.push(...found);
    if (found.length > 0 && !child.goesOn) break;
  }
  return taken.length > 0 ? taken : [route];
}

/** The time interval that mutes a route at a time; undefined where it is not muted. */
export function mutedBy({ muteTimes, activeTimes }: RouteNode, at: Date): string | undefined {
  const mute = muteTimes.find((interval) => contains(interval, at));
  if (mute) return `muted by ${mute.name}`;
  const active = activeTimes.length === 0 || activeTimes.some((interval) => contains(interval, at));
  return active ? undefined : `outside of ${activeTimes.map(({ name }) => name).join(", ")}`;
}
