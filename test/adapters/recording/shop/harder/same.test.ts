import { expect, test } from "vitest";
import { harderKinds } from "../../../../../adapters/recording/shop/harder/harder-plot.ts";
import { simulateHarder } from "../../../../../adapters/recording/shop/shop.ts";
import type { Simulation } from "../../../../../adapters/recording/shop/simulation.ts";
import { later, never, startedAt } from "../play.ts";

/** All that a diagnosis could see about the onset. */
async function seen({ telemetry, incident, notifications, onsetAt }: Simulation): Promise<unknown> {
  const onset = onsetAt.getTime() / 1000;
  const window = { start: onset - 1800, end: onset + 900 };
  const { value: graph } = await telemetry.topology.graph(window, never);
  const queries = [...graph.components, ...graph.edges].flatMap(({ metrics = [] }) =>
    metrics.map(({ query }) => query),
  );
  const { value: series } = await telemetry.metrics.fetch(queries, window, never);
  const groups = graph.components.flatMap(({ logGroups }) => logGroups);
  return {
    incident,
    notifications,
    graph,
    series: series.map((each) => Array.from(each!.values, String)),
    logs: await telemetry.logs.patterns(groups, window, onset, never),
    changes: await telemetry.changes.during({ start: onset - 86_400, end: onset + 3600 }, never),
    traces: await telemetry.traces!.find(window, never),
  };
}

test.each([...harderKinds, "normal"] as const)(
  "the same seed gives the same day of %s, another seed another",
  async (kind) => {
    const play = (seed: number) => seen(simulateHarder({ seed, startedAt, now: later, kind }));
    expect(await play(5)).toEqual(await play(5));
    expect(await play(6)).not.toEqual(await play(5));
  },
);
