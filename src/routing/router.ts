import type { ThreadKey } from "../chat/chat.ts";
import type { PageTarget } from "../events/events.ts";
import type { Routed } from "../events/routed.ts";
import { worst } from "../events/severity.ts";
import type { Labels } from "./labels.ts";
import { type ChannelTarget, channelsOf, eventTargetsOf, type Receiver } from "./receiver.ts";
import { matchingRoutes, type RouteNode } from "./route.ts";
import type { Routing } from "./routing.ts";

/** Where a notification goes. */
export interface RoutingDecision {
  /** The routes that take it, at least one. */
  readonly routes: readonly RouteNode[];
  /** The channels that show it, the first of them first; empty if nothing shows it. */
  readonly places: readonly ThreadKey[];
  /** True if none of its receivers sends anywhere. */
  readonly dropped: boolean;
  readonly routed: Routed;
}

/** The routes of the file, between channels that exist. */
export interface Router {
  readonly routing: Routing;
  /** The channels of the root: they show what has no channel of its own, and to whoever sees them what was dropped. */
  readonly rootPlaces: readonly ThreadKey[];
  decide(labels: Labels): RoutingDecision;
  receiver(name: string): Receiver | undefined;
  /** What an escalation pages that names a receiver; undefined where the file has no such receiver. */
  pageTarget(name: string): PageTarget | undefined;
}

/**
 * Creates the router. `placeOf` returns the key of a channel. What is investigated needs a channel: where its receivers have none, it is
 * shown in those of the root's receiver, else in `otherwise`.
 */
export function createRouter(
  routing: Routing,
  placeOf: (target: ChannelTarget) => ThreadKey,
  otherwise: readonly ThreadKey[],
): Router {
  const ofRoot = channelsOf([routing.root.receiver]).map(placeOf);
  const byDefault = ofRoot.length > 0 ? ofRoot : otherwise;
  const receiverNamed = (name: string) => routing.receivers.find((each) => each.name === name);
  return {
    routing,
    rootPlaces: byDefault,
    receiver: receiverNamed,
    pageTarget(name) {
      const receiver = receiverNamed(name);
      if (!receiver) return undefined;
      const places = channelsOf([receiver]).map(placeOf);
      return { type: "receiver", name, places, targets: eventTargetsOf([receiver]).length };
    },
    decide(labels) {
      const routes = matchingRoutes(routing.root, labels);
      const receivers = [...new Set(routes.map(({ receiver }) => receiver))];
      const dropped = receivers.every(({ targets }) => targets.length === 0);
      const places = channelsOf(receivers).map(placeOf);
      const severity = worst(routes.map((route) => route.severity));
      const repeats = routes.flatMap(({ repeatIntervalMs }) => repeatIntervalMs ?? []);
      return {
        routes,
        places: dropped ? [] : places.length > 0 ? places : byDefault,
        dropped,
        routed: {
          routes: routes.map(({ path }) => path),
          receivers: receivers.map(({ name }) => name),
          class: routes.some((route) => route.class === "alert") ? "alert" : "notification",
          targets: eventTargetsOf(receivers).length,
          labels: Object.fromEntries(labels),
          ...(severity !== undefined && { severity }),
          ...(repeats.length > 0 && { repeatMs: Math.min(...repeats) }),
        },
      };
    },
  };
}
