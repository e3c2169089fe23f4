import type { Detail, Findings } from "../../src/findings/findings.ts";
import type { MetricQuery, Series } from "../../src/findings/measured.ts";
import { toQueryText } from "../../src/findings/query-text.ts";
import type { Pack } from "../../src/packs/pack.ts";
import type { Signal } from "../../src/packs/signal.ts";
import { resourceOf } from "../../src/telemetry/resources/resource-metrics.ts";
import { FIRED, findingsOf, type Part, wobbling } from "./hand-made.ts";

/** What a metric of a pack usually is, and what it is in the last minutes; times in seconds. */
export type Levels = Readonly<Record<string, readonly [usual: number, bad: number]>>;

const STEP = 60;
const HISTORY = 120;
const AROUND = 40;
const START = FIRED - (AROUND - 3) * STEP;

/** The name of the resource that {@link limited} is about. */
export const LIMITED = "limited";

/** A front that is slow for the last ten minutes, and waits for a resource of a pack that is bad for the last `minutes`. */
export function limited(pack: Pack, levels: Levels, rest: Partial<Findings> = {}, minutes = 10): Findings {
  const dimensions = Object.fromEntries(pack.dimensions.map((name) => [name, LIMITED]));
  const resource = resourceOf(pack.namespace, dimensions);
  if (!resource) throw new Error(`no resource of ${pack.service}`);
  const front: Part = { id: "front", signals: { latency: [0.1, 0.5], requests: [100, 100] } };
  const found = findingsOf([front], [`front>${LIMITED}`], { component: "front", signal: "latency" }, rest);
  const taken = Object.entries(levels).map(([key, [usual, bad]]) =>
    take({ pack, key, dimensions, minutes }, usual, bad),
  );
  return {
    ...found,
    graph: {
      ...found.graph,
      components: [...found.graph.components, { ...resource, id: LIMITED, aliases: [LIMITED] }],
    },
    measured: [...found.measured, ...taken.flatMap(({ signal, detail }) => (signal ? [{ ...detail, signal }] : []))],
    details: taken.flatMap(({ signal, detail }) => (signal ? [] : [detail])),
  };
}

interface Place {
  readonly pack: Pack;
  readonly key: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly minutes: number;
}

function take(
  { pack, key, dimensions, minutes }: Place,
  usual: number,
  bad: number,
): { readonly signal: Signal | undefined; readonly detail: Detail } {
  const metric = pack.metrics[key];
  if (!metric) throw new Error(`${pack.service} knows no ${key}`);
  const { name, statistic, signal } = metric;
  const query: MetricQuery = { namespace: pack.namespace, metric: name, dimensions, statistic, period: STEP };
  const values = wobbling(usual, AROUND, 3000 + key.length);
  if (bad !== usual) values.fill(bad, AROUND - minutes);
  const baseline: Series = {
    start: START - HISTORY * STEP,
    step: STEP,
    values: wobbling(usual, HISTORY, key.length),
  };
  const series = { start: START, step: STEP, values };
  return { signal, detail: { component: LIMITED, query: toQueryText(query), statistic, series, baseline } };
}
