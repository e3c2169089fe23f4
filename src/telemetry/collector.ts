import { chunksOf } from "../chunks.ts";
import type { Findings, Symptom } from "../engine/diagnosis.ts";
import type { Alarm, Cause } from "../investigation/events.ts";
import { createAsker } from "./asker.ts";
import { locate, symptomOf } from "./locate.ts";
import { logWindow, measureAll, spanOf } from "./measure.ts";
import type { Component, ServiceGraph, Telemetry } from "./ports.ts";
import { reachable } from "./reach.ts";

/** What a round of collection starts from; times in epoch seconds, `at` is the firing. */
export interface CollectOptions {
  readonly telemetry: Telemetry;
  readonly alarm?: Alarm;
  readonly text?: string;
  readonly at: number;
  readonly now: number;
  readonly budgetMs: number;
  readonly discarded: readonly Cause[];
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, planned: number, looking: string) => void;
}

const CHANGES_BEFORE = 3 * 3600;
const GROUPS_AT_ONCE = 10;
const empty: ServiceGraph = { components: [], edges: [] };

/** Gathers all that an investigation looks at within its budget; what could not be seen is a gap. Throws only when `signal` is aborted. */
export async function collect(options: CollectOptions): Promise<Findings> {
  const { telemetry, at, now } = options;
  const asker = createAsker(options);
  const changes = asker.ask("changes", "changes", [], (signal) =>
    telemetry.changes.during({ start: at - CHANGES_BEFORE, end: now }, signal),
  );
  const graph = await asker.ask("topology", "the service graph", empty, (signal) =>
    telemetry.topology.graph({ start: at - CHANGES_BEFORE, end: now }, signal),
  );
  const place = locate(graph, options.alarm, options.text);
  const components = reachable(place.graph, place.components);
  const [{ measured, details }, patterns, seenChanges] = await Promise.all([
    measureAll({ ...options, asker, components, place }),
    patternsOf(options, asker, components),
    changes,
  ]);
  options.signal.throwIfAborted();
  const symptom: Symptom = symptomOf(place, options, measured);
  return {
    symptom,
    graph: place.graph,
    measured,
    details,
    changes: seenChanges,
    patterns,
    gaps: asker.gaps(),
    horizons: asker.horizons(),
    discarded: options.discarded,
  };
}

type Asker = ReturnType<typeof createAsker>;

async function patternsOf(
  { telemetry, at, now, alarm }: CollectOptions,
  asker: Asker,
  components: readonly Component[],
): Promise<Findings["patterns"]> {
  const owner = new Map(components.flatMap(({ id, logGroups }) => logGroups.map((group) => [group, id] as const)));
  const groups = [...owner.keys()];
  const window = logWindow(spanOf(alarm, at, now), at, now);
  const batches = chunksOf(groups, GROUPS_AT_ONCE);
  const found = await Promise.all(
    batches.map((batch) =>
      asker.ask("logs", `logs of ${batch.join(", ")}`, [], (signal) =>
        telemetry.logs.patterns(batch, window, window.start, signal),
      ),
    ),
  );
  return found.flat().flatMap((pattern) => {
    const component = owner.get(pattern.group);
    return component === undefined ? [] : [{ ...pattern, component }];
  });
}
