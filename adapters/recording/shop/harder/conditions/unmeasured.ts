import type { Component, Edge, ServiceGraph } from "../../../../../src/graph/service-graph.ts";
import { calls, parts } from "../../world/graph.ts";
import { pickFrom } from "../../world/noise.ts";
import { positionOf } from "../../world/wiring.ts";
import type { World } from "../../world/world.ts";
import { uniformBetween } from "../draft.ts";
import { FOR_EVER, involved, type Known, type MakeCondition } from "./condition.ts";

/** Parts that components outside of the graph may call, too. */
const open = ["accounts", "catalog", "cart", "search", "shipping"] as const;

/** Callees without metrics. */
const unseen = [
  { id: "images-bucket", kind: "AWS::S3::Bucket" },
  { id: "feature-flags", kind: "remote" },
  { id: "shop-parameters", kind: "AWS::SSM::Parameter" },
] as const;

const MOST_WITHOUT_METRICS = 3;
const WAIT = 0.012;

/** Some parts have no metrics, one may be missing from the graph, and the graph has a caller and a callee without metrics. */
export const unmeasured: MakeCondition = (draw) => {
  const called = pickFrom(draw, open);
  const client = draw() < 0.6;
  const share = uniformBetween(draw, 0.15, 0.4);
  const caller = pickFrom(draw, ["storefront", "catalog", "orders", "checkout", "recommendations"]);
  const callee = pickFrom(draw, unseen);
  const order = parts.map(({ id }) => ({ id, chance: draw() }));
  const many = 1 + Math.floor(draw() * MOST_WITHOUT_METRICS);
  const isOneGone = draw() < 0.5;
  const load = { component: called, lever: "load", amount: share, shape: { type: "step", riseMinutes: 1 } } as const;
  return {
    name: "unmeasured",
    others: [{ onset: 0, lastsMinutes: FOR_EVER, modifiers: [load] }],
    through: (telemetry, known) => {
      const shuffled = order.toSorted((one, other) => one.chance - other.chance).map(({ id }) => id);
      const blind = shuffled.filter((id) => isFree(id, known)).slice(0, many);
      const needed = onTheWay(known);
      const gone = isOneGone ? shuffled.find((id) => isFree(id, known) && !needed.has(id)) : undefined;
      return {
        ...telemetry,
        topology: {
          async graph(window, signal) {
            const seen = await telemetry.topology.graph(window, signal);
            const minutes = { from: window.start / 60, to: Math.min(window.end, seen.horizon) / 60 };
            const more = [
              ...(client ? [clientOf(known.world, called, share, minutes)] : []),
              calleeOf(known.world, caller, callee, minutes),
            ];
            return { ...seen, value: added(withoutSome(seen.value, blind, gone), more) };
          },
        },
      };
    },
  };
};

function isFree(id: string, { draft, alarm }: Known): boolean {
  return id !== "shop-alb" && id !== alarm.component && !involved(draft).has(id);
}

/** Parts between the alarm and the fault: without them the two would not be connected. */
function onTheWay({ draft, alarm }: Known): ReadonlySet<string> {
  const ends = [draft.component, ...(draft.between ?? [])];
  const links = (one: string, other: string, id: string): boolean => reaches(one, id) && reaches(id, other);
  const ids = parts.map(({ id }) => id);
  return new Set(
    ids.filter((id) => ends.some((end) => links(alarm.component, end, id) || links(end, alarm.component, id))),
  );
}

function reaches(from: string, to: string): boolean {
  return from === to || calls.some((call) => call.from === from && reaches(call.to, to));
}

function withoutSome(graph: ServiceGraph, blind: readonly string[], gone: string | undefined): ServiceGraph {
  return {
    components: graph.components
      .filter(({ id }) => id !== gone)
      .map((each) => (blind.includes(each.id) ? { ...each, metrics: [], details: [], logGroups: [] } : each)),
    edges: graph.edges
      .filter(({ from, to }) => from !== gone && to !== gone)
      .map(({ metrics, ...edge }) => (metrics && !blind.includes(edge.from) ? { ...edge, metrics } : edge)),
  };
}

interface More {
  readonly component: Component;
  readonly edge: Edge;
}

function added({ components, edges }: ServiceGraph, more: readonly More[]): ServiceGraph {
  return {
    components: [...components, ...more.map(({ component }) => component)],
    edges: [
      ...edges,
      ...more
        .map(({ edge }) => edge)
        .filter(({ from, to }) => [from, to].some((id) => components.some((each) => each.id === id))),
    ],
  };
}

interface Minutes {
  readonly from: number;
  readonly to: number;
}

function clientOf(world: World, to: string, share: number, { from, to: until }: Minutes): More {
  const each = share * (world.network.nominal[positionOf(to)] ?? 0);
  const sum = { calls: 0, faults: 0, responseTime: 0 };
  for (let minute = Math.floor(from); minute < until; minute++) {
    const state = world.at(minute)[positionOf(to)];
    const inside = Math.min(until, minute + 1) - Math.max(from, minute);
    sum.calls += inside * each;
    sum.faults += inside * each * (state?.failing ?? 0);
    sum.responseTime += inside * each * (state?.latency ?? 0);
  }
  const edge = { from: "mobile-app", to, ...sum, calls: Math.round(sum.calls), faults: Math.round(sum.faults) };
  return { component: bare("mobile-app", "client"), edge };
}

function calleeOf(
  world: World,
  from: string,
  { id, kind }: { readonly id: string; readonly kind: string },
  { from: start, to: end }: Minutes,
): More {
  const each = 0.5 * (world.network.nominal[positionOf(from)] ?? 0);
  const calls = Math.max(0, Math.round(each * (end - start)));
  return { component: bare(id, kind), edge: { from, to: id, calls, faults: 0, responseTime: calls * WAIT } };
}

function bare(id: string, kind: string): Component {
  return { id, name: id, kind, aliases: [id], metrics: [], logGroups: [] };
}
