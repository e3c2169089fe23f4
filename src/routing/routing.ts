import { type LineOf, type Mistake, parseYaml } from "../yaml/parse-yaml.ts";
import type { Matcher } from "./matcher.ts";
import type { Receiver } from "./receiver.ts";
import { checkReferences } from "./references.ts";
import type { RouteNode } from "./route.ts";
import { routesSchema, type SchemaParts, type WrittenRoute } from "./schema.ts";
import type { TimeInterval } from "./time-interval.ts";

/** While an alarm that fits the source fires, alarms that fit the target and have the same values of `equal` are not posted. */
export interface InhibitRule {
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  readonly equal: readonly string[];
}

/** The file of routes, understood. */
export interface Routing {
  readonly root: RouteNode;
  readonly receivers: readonly Receiver[];
  readonly inhibitRules: readonly InhibitRule[];
}

export type ParsedRouting =
  | { readonly ok: true; readonly routing: Routing }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** Parses the file of routes. All mistakes are returned at once, each with its line. Never throws. */
export function parseRouting(text: string, parts: SchemaParts): ParsedRouting {
  const parsed = parseYaml(text, routesSchema(parts), checkReferences);
  if (!parsed.ok) return parsed;
  const { lineOf, value } = parsed;
  const receivers = value.receivers.map((each, index) => ({ ...each, line: lineOf(["receivers", index]) }));
  const intervals = value.time_intervals.map(({ name, time_intervals: spans }): TimeInterval => ({ name, spans }));
  const root = toNode(value.route, undefined, { path: ["route"], name: "route", receivers, intervals, lineOf });
  const inhibitRules = value.inhibit_rules.map(
    ({ source_matchers: source, target_matchers: target, equal }): InhibitRule => ({ source, target, equal }),
  );
  return { ok: true, routing: { root, receivers, inhibitRules } };
}

interface Surroundings {
  readonly path: readonly PropertyKey[];
  readonly name: string;
  readonly receivers: readonly Receiver[];
  readonly intervals: readonly TimeInterval[];
  readonly lineOf: LineOf;
}

/** A route and those below it, each with what it inherits. */
function toNode(written: WrittenRoute, parent: RouteNode | undefined, around: Surroundings): RouteNode {
  const { path, name, receivers, intervals, lineOf } = around;
  const receiver = receivers.find((each) => each.name === written.receiver) ?? parent?.receiver;
  if (!receiver) throw new Error(`the route ${name} has no receiver, although its file was checked`);
  const own: RouteNode = {
    path: name,
    line: lineOf(path),
    matchers: written.matchers,
    goesOn: written.continue,
    receiver,
    class: written.class ?? parent?.class ?? "alert",
    severity: written.severity ?? parent?.severity,
    groupBy: written.group_by ?? parent?.groupBy,
    groupWaitMs: written.group_wait ?? parent?.groupWaitMs,
    groupIntervalMs: written.group_interval ?? parent?.groupIntervalMs,
    repeatIntervalMs: written.repeat_interval ?? parent?.repeatIntervalMs,
    muteTimes: intervals.filter((each) => written.mute_time_intervals.includes(each.name)),
    activeTimes: intervals.filter((each) => written.active_time_intervals.includes(each.name)),
    routes: [],
  };
  const routes = written.routes.map((child, index) =>
    toNode(child, own, { ...around, path: [...path, "routes", index], name: `${name}.${index + 1}` }),
  );
  return { ...own, routes };
}
