import { createDraw } from "../adapters/recording/shop/world/noise.ts";
import type { Metrics, Topology } from "../src/telemetry/ports/ports.ts";
import type { Play } from "./shop-play.ts";

const LOST_SOURCE = 0.45;
const LOST_COMPONENT = 0.2;

/** How a component's metrics may be missing: refused and said so, unknown to the source, without values, or not known to exist. */
type Loss = "refused" | "unknown" | "empty" | "unmeasured";
const losses: readonly Loss[] = ["refused", "unknown", "empty", "unmeasured"];

/** Telemetry with sources missing, drawn from a seed: changes, logs, and the metrics of some components but the symptom's own. At least one is. */
export function blind(seed: number): NonNullable<Play["through"]> {
  const draw = createDraw(seed, 990);
  const changes = draw() < LOST_SOURCE;
  const logs = draw() < LOST_SOURCE;
  const loss = losses[Math.floor(draw() * losses.length)] ?? "refused";
  const least = changes || logs ? 0 : 1;
  return (telemetry, { alarm }) => {
    const symptom = Object.values(alarm.metric?.dimensions ?? {}).join(" ");
    const isLost = chosen(draw, symptom, least);
    return {
      topology: loss === "unmeasured" ? unmeasured(telemetry.topology, isLost) : telemetry.topology,
      changes: changes ? { during: () => fail("changes are not recorded here") } : telemetry.changes,
      logs: logs ? { patterns: () => fail("logs:StartQuery is denied") } : telemetry.logs,
      metrics: loss === "unmeasured" ? telemetry.metrics : without(telemetry.metrics, loss, isLost),
    };
  };
}

/** Draws once for each set of dimensions; what shares one with the symptom stays. */
function chosen(draw: () => number, symptom: string, least: number): (place: string) => boolean {
  const drawn = new Map<string, boolean>();
  let taken = 0;
  return (place) => {
    const known = drawn.get(place);
    if (known !== undefined) return known;
    const spared = symptom.split(" ").includes(place);
    const lost = !spared && (taken < least || draw() < LOST_COMPONENT);
    if (lost) taken += 1;
    drawn.set(place, lost);
    return lost;
  };
}

/** A graph that knows of nothing that measures some components: no check of them is planned. */
function unmeasured(topology: Topology, isLost: (place: string) => boolean): Topology {
  return {
    async graph(window, signal) {
      const seen = await topology.graph(window, signal);
      const components = seen.value.components.map((component) => {
        const lost = component.metrics.some(({ query }) => isLost(placeOf(query.dimensions)));
        return lost ? { ...component, metrics: [], details: [], logGroups: [] } : component;
      });
      return { ...seen, value: { ...seen.value, components } };
    },
  };
}

function without(metrics: Metrics, loss: Exclude<Loss, "unmeasured">, isLost: (place: string) => boolean): Metrics {
  return {
    async fetch(queries, window, signal) {
      const seen = await metrics.fetch(queries, window, signal);
      const places = queries.map(({ dimensions }) => placeOf(dimensions));
      const value = seen.value.map((series, index) => {
        if (!series || !isLost(places[index] ?? "")) return series;
        return loss === "empty" ? { ...series, values: series.values.map(() => Number.NaN) } : undefined;
      });
      const refused = loss === "refused" ? [...new Set(places)].filter(isLost) : [];
      const gaps = refused.map((place) => ({ what: `metrics of ${place}`, reason: "access denied" }));
      return { ...seen, value, gaps: [...seen.gaps, ...gaps] };
    },
  };
}

/** The dimension that tells components apart. */
function placeOf(dimensions: Readonly<Record<string, string>>): string {
  const { RemoteService, Service, ServiceName, Operation: _, ...rest } = dimensions;
  return RemoteService ?? Service ?? ServiceName ?? Object.values(rest).at(-1) ?? "";
}

async function fail(reason: string): Promise<never> {
  throw new Error(reason);
}
