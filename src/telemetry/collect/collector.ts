import { chunksOf } from "../../chunks.ts";
import type { Alarm } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { ClusterReason } from "../../findings/cluster-reason.ts";
import type { Findings } from "../../findings/findings.ts";
import type { Series, Window } from "../../findings/measured.ts";
import { reachable } from "../../graph/reach.ts";
import type { Component, ServiceGraph } from "../../graph/service-graph.ts";
import { askFailed } from "../logs/failed-requests.ts";
import type { Telemetry } from "../ports/ports.ts";
import { clusterTargetOf } from "../resources/cluster-target.ts";
import { type LocatedSymptom, locate, symptomOf } from "../resources/locate.ts";
import { type Asker, createAsker } from "./asker.ts";
import { askClusters, objectComponents } from "./cluster-reasons.ts";
import { askLoads } from "./database-loads.ts";
import { askDeeper } from "./deeper.ts";
import { gathered } from "./gathered.ts";
import { apart, logWindow, measureAll, spanOf } from "./measure.ts";
import { createPacing } from "./pacing.ts";
import { viewedCalls } from "./viewed-calls.ts";
import { watchedAlarms } from "./watched-alarms.ts";
import { askWeeks, type HasMoved } from "./weeks.ts";

/** The input of a collection round; times in epoch seconds, `at` is the firing. */
export interface CollectOptions {
  readonly telemetry: Telemetry;
  readonly alarm?: Alarm;
  readonly text?: string;
  /** ARNs or names of the resources that a notice is about. */
  readonly resources?: readonly string[];
  readonly at: number;
  readonly now: number;
  readonly budgetMs: number;
  /** Ids of components that people accepted as a cause; more is read about them. */
  readonly focus?: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, planned: number, looking: string) => void;
  readonly hasMoved: HasMoved;
  /** Called with partial findings, which name the pending sources. */
  readonly onPart?: (findings: Findings) => void;
}

const CHANGES_BEFORE = 3 * 3600;
/** A symptom may have begun so many seconds before its alarm had to see it. */
const ONSET_MARGIN = 240;
const GROUPS_AT_ONCE = 10;
const empty: ServiceGraph = { components: [], edges: [] };

/**
 * Collects the findings of an investigation within its budget; missing data is a gap. Throws only if `signal` is aborted. `onPart` is called
 * with partial findings at most four times, first when everything except the logs has answered.
 */
export async function collect(options: CollectOptions): Promise<Findings> {
  const { signal } = options;
  const asker = createAsker(options);
  let looking: Looking | undefined;
  const pacing = createPacing(() => {
    const pending = asker.pending();
    if (looking && pending.length > 0 && !signal.aborted) options.onPart?.({ ...looking.soFar(), pending });
  });
  try {
    looking = await begin(options, asker, () => pacing.arrived());
    await Promise.all([looking.enough.then(() => pacing.enough()), looking.all]);
  } finally {
    pacing.stop();
  }
  signal.throwIfAborted();
  return looking.soFar();
}

/** Reads the service graph, and the changes in parallel; then everything about the components of the graph. */
async function begin(options: CollectOptions, asker: Asker, onAnswer: () => void): Promise<Looking> {
  const { telemetry, at, now } = options;
  const before = { start: at - CHANGES_BEFORE, end: now };
  const changes = asker.ask("changes", "changes", [], (signal) => telemetry.changes.during(before, signal));
  const [graph, watched] = await Promise.all([
    asker.ask("topology", "the service graph", empty, (signal) =>
      telemetry.topology.graph(before, signal, beganBy(options) - ONSET_MARGIN),
    ),
    options.alarm ? watchedAlarms(telemetry, asker, options.alarm) : [],
  ]);
  return lookAround(options, asker, { graph, watched }, changes, onAnswer);
}

/** The running collection: its current findings, and promises for enough findings to diagnose and for all findings. */
interface Looking {
  readonly soFar: () => Findings;
  readonly enough: Promise<unknown>;
  readonly all: Promise<unknown>;
}

function lookAround(
  options: CollectOptions,
  asker: Asker,
  { graph, watched }: { readonly graph: ServiceGraph; readonly watched: readonly Alarm[] },
  latest: Promise<readonly Change[]>,
  onAnswer: () => void,
): Looking {
  const { at, now, focus = [] } = options;
  const [alarm] = watched;
  const place = locateAll(graph, watched, options);
  const components = reachable(place.graph, place.components, focus);
  const arrived = (): void => {
    if (taken.soFar().length > 0) onAnswer();
  };
  const taken = gathered(measureAll({ ...options, ...(alarm && { alarm }), asker, components, place }), arrived);
  const focused = place.graph.components.filter(({ id }) => focus.includes(id));
  const usual = logWindow(spanOf(alarm, at, now), at, now);
  const whole = wholeEpisode(usual, now);
  const deeper = focused.map((component) => askDeeper(options.telemetry, asker, component, whole));
  const patterns = gathered(patternsOf(options, asker, components, { usual, whole }), arrived);
  const changes = gathered([latest, ...deeper.flatMap((each) => each.changes)], arrived);
  const traces = gathered(
    deeper.flatMap((each) => each.traces),
    arrived,
  );
  const failures = askFailed(options.telemetry, asker, place, usual);
  const failed = gathered(failures, arrived);
  const target = clusterTargetOf(alarm, options.resources);
  const reasons = gathered(askClusters(options.telemetry, asker, target), arrived);
  const loads = gathered(askLoads(options.telemetry, asker, components, usual), arrived);
  let weeks: ReadonlyMap<string, Series> = new Map();
  const viewed = viewedCalls(place.graph, components, spanOf(alarm, at, now), beganBy(options));
  const soFar = (): Findings => {
    const { own, calls } = apart(taken.soFar());
    const measured = own.flatMap(({ signal, detail }) => {
      const before = weeks.get(detail.query);
      return signal ? [{ ...detail, signal, ...(before && { weeks: before }) }] : [];
    });
    return {
      symptom: symptomOf(place, { ...options, ...(alarm && { alarm }) }, measured),
      graph: withObjects(place.graph, reasons.soFar()),
      measured,
      details: own.flatMap(({ signal, detail }) => (signal ? [] : [detail])),
      ...(calls.length + viewed.length > 0 && { calls: [...calls, ...viewed] }),
      changes: distinct(changes.soFar()),
      patterns: patterns.soFar(),
      ...(loads.soFar().length > 0 && { loads: loads.soFar() }),
      ...(target && { reasons: reasons.soFar() }),
      ...(failures.length > 0 && { failed: { start: usual.start, traces: failed.soFar() } }),
      ...(focused.length > 0 && { traces: traces.soFar() }),
      gaps: asker.gaps(),
      horizons: asker.horizons(),
      discarded: [],
    };
  };
  const compared = taken.all.then(async (all) => {
    weeks = await askWeeks({ asker, ...options }, apart(all).own, soFar().symptom);
  });
  const enough = Promise.all([compared, changes.all, reasons.all]);
  return { soFar, enough, all: Promise.all([enough, patterns.all, traces.all, failed.all, loads.all]) };
}

/** The graph with the objects of a cluster that do not run; nobody is known to call them. */
function withObjects({ components, edges }: ServiceGraph, reasons: readonly ClusterReason[]): ServiceGraph {
  return { components: [...components, ...objectComponents(reasons)], edges };
}

/** The place of the first alarm, with the components of the others. */
function locateAll(
  graph: ServiceGraph,
  [first, ...others]: readonly Alarm[],
  { text, resources, telemetry }: CollectOptions,
): LocatedSymptom {
  const asks = { hasPrometheus: telemetry.prometheus !== undefined };
  let place = locate(graph, first, text, resources, asks);
  const components = new Set(place.components);
  for (const alarm of others) {
    const next = locate(place.graph, alarm, undefined, [], asks);
    for (const id of next.components) components.add(id);
    place = { ...place, graph: next.graph };
  }
  return { ...place, components: [...components] };
}

/** The time by which a symptom began: the alarm needs so many datapoints to fire. Epoch seconds. */
function beganBy({ alarm, at }: CollectOptions): number {
  return at - (alarm?.metric?.period ?? 60) * (alarm?.datapointsToAlarm ?? alarm?.evaluationPeriods ?? 3);
}

/** The window of the whole episode, without a limit on its length. */
function wholeEpisode({ start, end }: Window, now: number): Window {
  return { start, end: Math.max(end, now) };
}

/** Removes duplicates: the same change may be found by its time and by its resource. */
function distinct(changes: readonly Change[]): readonly Change[] {
  const known = new Map(changes.map((change) => [change.id, change]));
  return [...known.values()].toSorted((one, other) => one.at - other.at);
}

/** Reads log patterns; for components in focus over the whole episode, without a limit on its length. */
function patternsOf(
  { telemetry, focus = [] }: CollectOptions,
  asker: Asker,
  components: readonly Component[],
  { usual, whole }: Readonly<Record<"usual" | "whole", Window>>,
): readonly Promise<Findings["patterns"]>[] {
  const owner = new Map(components.flatMap(({ id, logGroups }) => logGroups.map((group) => [group, id] as const)));
  const isFocused = (group: string): boolean => focus.includes(owner.get(group) ?? "");
  const [near, others] = [[...owner.keys()].filter(isFocused), [...owner.keys()].filter((group) => !isFocused(group))];
  const asked = [
    ...chunksOf(near, GROUPS_AT_ONCE).map((batch) => ({ batch, window: whole })),
    ...chunksOf(others, GROUPS_AT_ONCE).map((batch) => ({ batch, window: usual })),
  ];
  return asked.map(async ({ batch, window }) => {
    const found = await asker.ask("logs", `logs of ${batch.join(", ")}`, [], (signal) =>
      telemetry.logs.patterns(batch, window, window.start, signal),
    );
    return found.flatMap((pattern) => {
      const component = owner.get(pattern.group);
      return component === undefined ? [] : [{ ...pattern, component }];
    });
  });
}
