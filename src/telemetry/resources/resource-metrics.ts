import type { Component, SignalMetric } from "../../graph/service-graph.ts";
import type { Pack } from "../../packs/pack.ts";
import { packOf, packs } from "../../packs/packs.ts";

/** A resource as its pack knows it: what is measured of it, and where its logs are. */
export type MeasuredResource = Required<Pick<Component, "name" | "kind" | "metrics" | "details" | "logGroups">>;

/** What else AWS measures of the resource that a metric is about; undefined where no pack knows its kind. */
export function resourceOf(
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
): MeasuredResource | undefined {
  const all = packs.filter((pack) => pack.namespace === namespace && pack.dimensions.every((name) => dimensions[name]));
  // The one that says most of it: a pod before its cluster.
  const [known] = all.toSorted((one, other) => other.dimensions.length - one.dimensions.length);
  return known && describe(known, dimensions);
}

/** What AWS measures of a resource that X-Ray names by kind and name. */
export function resourceOfKind(kind: string, name: string): MeasuredResource | undefined {
  const known = packOf(kind);
  const [dimension, another] = known?.dimensions ?? [];
  return known && dimension !== undefined && another === undefined ? describe(known, { [dimension]: name }) : undefined;
}

function describe(pack: Pack, values: Readonly<Record<string, string>>): MeasuredResource {
  const { namespace, kind, logGroup } = pack;
  const dimensions = Object.fromEntries(pack.dimensions.map((each) => [each, values[each] ?? ""]));
  const name = Object.values(dimensions).at(-1) ?? "";
  const asked = Object.values(pack.metrics).map(({ name: metric, statistic, signal }) => ({
    signal,
    query: { namespace, metric, dimensions, statistic, period: 60 },
  }));
  return {
    name,
    kind,
    metrics: asked.flatMap(({ signal, query }): readonly SignalMetric[] => (signal ? [{ signal, query }] : [])),
    details: asked.flatMap(({ signal, query }) => (signal ? [] : [query])),
    logGroups: logGroup === undefined ? [] : [logGroup.replace("{name}", () => name)],
  };
}
