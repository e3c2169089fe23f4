import { z } from "zod";
import { nearestWords } from "../command/grammar/nearest.ts";
import type { YamlCheck } from "../yaml/parse-yaml.ts";

const names = z.array(z.string().optional().catch(undefined)).catch([]);
const listed = z.array(z.object({ name: z.string() }).optional().catch(undefined)).catch([]);

/** The names in a route, whatever else is wrong with it. */
interface NamesInRoute {
  readonly receiver?: string | undefined;
  readonly mute_time_intervals: readonly (string | undefined)[];
  readonly active_time_intervals: readonly (string | undefined)[];
  readonly routes: readonly NamesInRoute[];
}
const namesInRoute: z.ZodType<NamesInRoute> = z.lazy(() =>
  z
    .object({
      receiver: z.string().optional().catch(""),
      mute_time_intervals: names.default([]),
      active_time_intervals: names.default([]),
      routes: z.array(namesInRoute).catch([]),
    })
    .catch(() => ({ mute_time_intervals: [], active_time_intervals: [], routes: [] })),
);
const file = z.object({
  route: z.unknown().optional(),
  receivers: listed,
  time_intervals: listed,
});

/** What cannot stand at the root, which takes everything and has no siblings. */
const NOT_AT_ROOT = ["matchers", "continue", "mute_time_intervals", "active_time_intervals"];

type Report = Parameters<YamlCheck>[1];

/** Reports names that stand for nothing or for two things, and what the root cannot have. */
export const checkReferences: YamlCheck = (written, report) => {
  const found = file.safeParse(written).data;
  if (!found) return;
  const receivers = found.receivers.map((each) => each?.name);
  const intervals = found.time_intervals.map((each) => each?.name);
  reportDoubles("receivers", receivers, report);
  reportDoubles("time_intervals", intervals, report);
  if (!found.route) return;
  for (const key of NOT_AT_ROOT) {
    if (found.route instanceof Object && Object.hasOwn(found.route, key)) {
      report(["route", key], "cannot stand at the root, which takes everything: use a route below it");
    }
  }
  const root = namesInRoute.parse(found.route);
  if (root.receiver === undefined) report(["route"], "needs a receiver: it gets what no other route takes");
  checkRoute(root, ["route"], {
    receivers: [...new Set(receivers.filter((name) => name !== undefined))],
    intervals: intervals.filter((name) => name !== undefined),
    report,
  });
};

function checkRoute(
  route: NamesInRoute,
  path: readonly PropertyKey[],
  known: { readonly receivers: readonly string[]; readonly intervals: readonly string[]; readonly report: Report },
): void {
  const { receivers, intervals, report } = known;
  const wanted = route.receiver ?? "";
  if (wanted !== "" && !receivers.includes(wanted)) {
    report([...path, "receiver"], `there is no receiver ${wanted}. ${nearestWords(wanted, receivers)}`.trim());
  }
  for (const key of ["mute_time_intervals", "active_time_intervals"] as const) {
    for (const [index, name] of route[key].entries()) {
      if (name === undefined || intervals.includes(name)) continue;
      report([...path, key, index], `there is no time interval ${name}. ${nearestWords(name, intervals)}`.trim());
    }
  }
  for (const [index, child] of route.routes.entries()) checkRoute(child, [...path, "routes", index], known);
}

function reportDoubles(key: string, all: readonly (string | undefined)[], report: Report): void {
  for (const [index, name] of all.entries()) {
    if (name !== undefined && all.indexOf(name) < index) report([key, index], `${name} stands twice`);
  }
}
