import { toComponent } from "../adapters/recording/shop/signals/topology.ts";
import { calls, parts } from "../adapters/recording/shop/world/graph.ts";
import { createDraw, pickFrom } from "../adapters/recording/shop/world/noise.ts";
import type { Alarm } from "../src/events/events.ts";
import type { MetricQuery } from "../src/findings/measured.ts";
import { reachable } from "../src/graph/reach.ts";
import type { ServiceGraph } from "../src/graph/service-graph.ts";
import { locate } from "../src/telemetry/resources/locate.ts";
import { losses, silentLosses, toldLosses } from "./shop-losses.ts";
import type { Play } from "./shop-play.ts";

const SEVERAL = 3;
const SILENT = 0.8;
const CULPRIT = 0.6;
const OTHER = 0.12;

const PLACE = { account: "123456789012", region: "eu-west-1" } as const;
/** The shop as it is, whatever is told of it. */
const shop: ServiceGraph = { components: parts.map((part) => toComponent(part, PLACE)), edges: calls };

/** Sources that are lost at a look, drawn from the day's seed: in up to three ways, of components that would have been looked at. */
export function lossesOf(
  seed: number,
  look: number,
): {
  readonly names: readonly string[];
  readonly through: NonNullable<Play["through"]>;
} {
  const draw = createDraw(seed, 1_000 + look);
  const many = 1 + Math.floor(draw() * SEVERAL);
  const names = Array.from({ length: many }, () => pickFrom(draw, draw() < SILENT ? silentLosses : toldLosses));
  return {
    names: [...new Set(names)],
    through(telemetry, { alarm, simulation, now }) {
      const { component } = simulation.incident.answer;
      const lost = {
        components: componentsOf(draw, alarm, component),
        ownerOf: (query: MetricQuery) => (isAlarmOwn(query, alarm) ? undefined : owners.get(keyOf(query))),
        onset: simulation.onsetAt.getTime() / 1000,
        now: now.getTime() / 1000,
      };
      return names.reduce((left, name) => losses[name]?.(left, lost) ?? left, telemetry);
    },
  };
}

/** The faulty one more often than not, and any of those that are looked at; one at least. */
function componentsOf(draw: () => number, alarm: Alarm, culprit: string): ReadonlySet<string> {
  const looked = reachable(shop, locate(shop, alarm, undefined).components).map(({ id }) => id);
  const isCulprit = draw() < CULPRIT;
  const chosen = looked.filter((id) => (id === culprit ? isCulprit : draw() < OTHER));
  return new Set(chosen.length > 0 ? chosen : [pickFrom(draw, looked)]);
}

type Named = Pick<MetricQuery, "namespace" | "metric" | "dimensions">;

function keyOf({ namespace, metric, dimensions }: Named): string {
  return JSON.stringify([namespace, metric, Object.entries(dimensions).sort()]);
}

const owners = new Map(
  shop.components.flatMap(({ id, metrics, details = [] }) =>
    [...metrics.map(({ query }) => query), ...details].map((query) => [keyOf(query), id] as const),
  ),
);

function isAlarmOwn(query: MetricQuery, { metric }: Alarm): boolean {
  return metric !== undefined && keyOf(query) === keyOf({ ...metric, metric: metric.name });
}
