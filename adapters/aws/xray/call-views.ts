import type { Service, Edge as XRayEdge } from "@aws-sdk/client-xray";
import type { Window } from "../../../src/findings/measured.ts";
import type { CallView, CallViews, Edge } from "../../../src/graph/service-graph.ts";

/** Fewer calls in either time tell nothing of their mean. */
const FEWEST_CALLS = 30;
/** Standard errors within which two means differ by chance. */
const BY_CHANCE = 4;

/** Totals of calls; `squares` is the sum of the squared response times. */
interface Totals {
  readonly calls: number;
  readonly faults: number;
  readonly time: number;
  readonly squares: number;
}

/** Totals by pair of components, and of components as they measure themselves. */
interface Counted {
  readonly calls: ReadonlyMap<string, Totals>;
  readonly served: ReadonlyMap<string, Totals>;
}

/** The services of a window, and those of its last part, from `since` on (epoch seconds). */
export interface TwoWindows {
  readonly window: Window;
  readonly all: readonly Service[];
  readonly since: number;
  readonly lately: readonly Service[];
  readonly idOf: (service: Service) => string | undefined;
}

/**
 * Adds to each call what both sides saw before `since` and after it, if the caller's mean drifted from the callee's beyond chance. The whole
 * excess of a callee is counted for each of its callers, so that none of it is taken for a loss on the way.
 */
export function withViews(edges: readonly Edge[], windows: TwoWindows): readonly Edge[] {
  const [all, lately] = [countedIn(windows.all, windows.idOf), countedIn(windows.lately, windows.idOf)];
  return edges.map((edge) => {
    const views = edge.asynchronous ? undefined : viewsOf(edge, windows, all, lately);
    return views ? { ...edge, views } : edge;
  });
}

function viewsOf(
  { from, to }: Edge,
  { window, since }: TwoWindows,
  all: Counted,
  lately: Counted,
): CallViews | undefined {
  const pair = pairOf(from, to);
  const made = split(all.calls.get(pair), lately.calls.get(pair));
  const served = split(all.served.get(to), lately.served.get(to));
  if (!made || !served) return undefined;
  const minutes = { before: (since - window.start) / 60, after: (window.end - since) / 60 };
  const caller = { before: viewOf(made.before, minutes.before), after: viewOf(made.after, minutes.after) };
  const whole = { before: viewOf(served.before, minutes.before), after: viewOf(served.after, minutes.after) };
  const more = (of: "latency" | "faults") => Math.max(0, whole.after[of] - whole.before[of]);
  const callee = {
    before: whole.before,
    after: {
      calls: whole.after.calls,
      latency: whole.before.latency + more("latency") * Math.max(1, whole.after.calls / caller.after.calls),
      faults: whole.before.faults + more("faults"),
    },
  };
  const drift = (of: "latency" | "faults") =>
    caller.after[of] - caller.before[of] - (callee.after[of] - callee.before[of]);
  const errors = [made.before, made.after, served.before, served.after].map(standardError);
  const slower = drift("latency") > BY_CHANCE * Math.hypot(...errors);
  // Faults of rare kinds are counted as a Poisson process counts.
  const failing = drift("faults") > (BY_CHANCE * Math.sqrt(made.after.faults + 1)) / minutes.after;
  return slower || failing ? { from: window.start, since, until: window.end, caller, callee } : undefined;
}

function split(
  whole: Totals | undefined,
  after: Totals | undefined,
): Readonly<Record<"before" | "after", Totals>> | undefined {
  if (!whole || !after || after.calls < FEWEST_CALLS || whole.calls - after.calls < FEWEST_CALLS) return undefined;
  const rest = (of: keyof Totals) => Math.max(0, whole[of] - after[of]);
  const before = { calls: rest("calls"), faults: rest("faults"), time: rest("time"), squares: rest("squares") };
  return { before, after };
}

function viewOf({ calls, faults, time }: Totals, minutes: number): CallView {
  return { latency: time / calls, calls: calls / minutes, faults: faults / minutes };
}

function standardError({ calls, time, squares }: Totals): number {
  return Math.sqrt(Math.max(0, squares / calls - (time / calls) ** 2) / calls);
}

function countedIn(services: readonly Service[], idOf: TwoWindows["idOf"]): Counted {
  const names = new Map(services.map((service) => [service.ReferenceId, idOf(service)]));
  const byId = Map.groupBy(services, idOf);
  const calls = new Map<string, Totals>();
  for (const service of services) {
    for (const edge of service.Edges ?? []) {
      const [from, to] = [idOf(service), names.get(edge.ReferenceId)];
      if (from === undefined || to === undefined || from === to) continue;
      calls.set(pairOf(from, to), sum(calls.get(pairOf(from, to)), totalsOf(edge)));
    }
  }
  // A function is two nodes, Lambda's service and its code: neither alone is what it serves.
  const served = [...byId].flatMap(([id, [node, ...others]]) =>
    id === undefined || !node || others.length > 0 ? [] : [[id, totalsOf(node)] as const],
  );
  return { calls, served: new Map(served) };
}

function totalsOf({ SummaryStatistics, ...node }: Service | XRayEdge): Totals {
  const { TotalCount: calls = 0, TotalResponseTime: time = 0, FaultStatistics } = SummaryStatistics ?? {};
  const histogram = node.ResponseTimeHistogram ?? [];
  const squares = histogram.reduce((all, { Value = 0, Count = 0 }) => all + Count * Value ** 2, 0);
  return { calls, time, faults: FaultStatistics?.TotalCount ?? 0, squares };
}

function sum(one: Totals | undefined, other: Totals): Totals {
  const plus = (of: keyof Totals) => (one?.[of] ?? 0) + other[of];
  return { calls: plus("calls"), faults: plus("faults"), time: plus("time"), squares: plus("squares") };
}

function pairOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
