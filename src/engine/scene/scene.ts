import type { Findings, Measured } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";
import { namesOf } from "../../graph/reach.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import { type AttributionView, type Blame, blamesOf } from "../attribution/blame.ts";
import { type Callee, calleesOf } from "../attribution/call-shares.ts";
import { type Connection, connectionsOf } from "../attribution/connections.ts";
import type { Covered } from "../attribution/covered.ts";
import { type FirstCall, passFirstCalls } from "../attribution/first-calls.ts";
import { firstSeenOf } from "../attribution/first-seen.ts";
import { measuredOf } from "../attribution/measured-of.ts";
import { passRetries } from "../attribution/retries.ts";
import { passTimeouts } from "../attribution/timeouts.ts";
import { passUnseen } from "../attribution/unseen.ts";
import { type Loss, type Volume, volumesOf } from "../attribution/volume.ts";
import { withinWhole } from "../attribution/whole.ts";
import { type TraceEnd, traceEndOf } from "../observations/traces.ts";
import type { Departure } from "../series/departure.ts";
import { type Grid, gridOf } from "../series/grid.ts";
import { medianOf } from "../series/quantile.ts";
import { datedAround, type Reading, readingOf } from "../series/reading.ts";
import { readingAtLoad } from "../series/reading-at-load.ts";
import { settings } from "../settings.ts";

/** What every rule needs, derived from the findings once. */
export interface Scene {
  readonly findings: Findings;
  readonly components: ReadonlyMap<string, Component>;
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  readonly symptom: Reading | undefined;
  readonly grid: Grid | undefined;
  readonly volumes: ReadonlyMap<string, Volume>;
  readonly callees: ReadonlyMap<string, readonly Callee[]>;
  /** Calls that both sides measure; blames refer to them by id. */
  readonly connections: readonly Connection[];
  /** The time in which losses count. */
  readonly covered: Covered;
  readonly blames: readonly Blame[];
  readonly firstCalls: readonly FirstCall[];
  /** The component at which most of the failed requests ended, if there is one. */
  readonly traceEnd: TraceEnd | undefined;
  /** Epoch seconds at which the symptom left its baseline, else of the firing. */
  readonly onset: number;
}

/** Detects all departures and attributes the symptom's loss along the call graph. */
export function sceneOf(gathered: Findings): Scene {
  const findings = { ...gathered, measured: withValues(gathered.measured) };
  const all = findings.measured.map((measured) => readAs(measured, findings));
  const symptom = symptomOf(all, findings.symptom);
  const grid = symptom && gridOf(symptom.measured.baseline, symptom.measured.series);
  const volumes = grid ? volumesOf(findings, grid) : new Map<string, Volume>();
  const callees = calleesOf(findings.graph, volumes);
  const components = new Map(findings.graph.components.map((component) => [component.id, component]));
  const onset = symptom?.departed && symptom.onset !== undefined ? symptom.onset : findings.symptom.at;
  const dated = all.map((reading) => datedAround(reading, onset));
  const connections = grid ? connectionsOf(findings, grid, volumes) : [];
  const view = grid && {
    grid,
    covered: coveredBy(symptom, grid, findings.symptom.at),
    volumes,
    callees,
    connections,
    names: namesOf(findings.graph, [findings.symptom.component]),
  };
  const seen = view
    ? passUnseen(blames(findings, view, all), {
        findings,
        components,
        volumes,
        onset,
      })
    : [];
  const made = grid
    ? passFirstCalls(seen, firstSeenOf(findings, onset), { findings, grid, volumes, callees })
    : { blames: [], firstCalls: [] };
  return {
    findings,
    components,
    readings: Map.groupBy(dated, ({ measured }) => measured.component),
    symptom,
    grid,
    volumes,
    callees,
    connections,
    covered: view?.covered ?? { from: 0, until: 0, before: 0, began: 0 },
    blames: withinWhole(made.blames),
    firstCalls: made.firstCalls,
    traceEnd: traceEndOf(findings),
    onset,
  };
}

/** Seconds of resolution: onsets of the readings and of the symptom that are closer cannot be ordered. */
export function stepOf({ grid }: Pick<Scene, "grid">, { readings }: { readonly readings: readonly Reading[] }): number {
  return Math.max(grid?.step ?? 60, ...readings.map(({ measured }) => measured.series.step));
}

/** Reads a metric; one of the symptom's component is also compared with its usual value at the same load. */
function readAs(measured: Measured, { symptom, measured: all }: Findings): Reading {
  const reading = readingOf(measured, symptom);
  if (measured.component !== symptom.component) return reading;
  const own = all.filter(({ component }) => component === symptom.component);
  return readingAtLoad(reading, measuredOf(own, "requests"));
}

/** The symptom's own metric, else the first metric of its signal. */
function symptomOf(all: readonly Reading[], { component, signal, query }: Findings["symptom"]): Reading | undefined {
  const fitting = all.filter(({ measured }) => measured.component === component && measured.signal === signal);
  return fitting.find(({ measured }) => measured.query === query) ?? fitting[0];
}

/** Drops components whose metrics hold no value at all: missing errors would otherwise count as zero. */
function withValues(measured: readonly Measured[]): readonly Measured[] {
  const some = measured.filter(({ series, baseline }) => hasValue(series) || hasValue(baseline));
  const alive = new Set(some.map(({ component }) => component));
  return measured.filter(({ component }) => alive.has(component));
}

function hasValue({ values }: Series): boolean {
  return !values.every(Number.isNaN);
}

function blames(findings: Findings, view: AttributionView, readings: readonly Reading[]): readonly Blame[] {
  const { grid, volumes } = view;
  const starts = [findings.symptom.component, ...consumersOf(findings)];
  const found = lossesOfSymptom(findings, readings).flatMap((loss, index) =>
    blamesOf(index === 0 ? starts : starts.filter(loses(loss, readings)), loss, view),
  );
  const throttled = throttledOf(readings);
  const handed = passTimeouts(found, view, slowerOf(readings), (id) => throttled.has(id));
  return passRetries(handed, findings.graph, throttled, (id) => {
    const requests = volumes.get(id)?.requests;
    return requests && medianOf(requests.subarray(grid.historyCount), 1);
  });
}

/** The symptom's departure; if there is none, all of the time around the symptom. `at`: epoch seconds at which the alarm fired. */
function coveredBy(symptom: Reading | undefined, grid: Grid, at: number): Covered {
  const before = Math.ceil(settings.showsWithin / grid.step);
  if (symptom?.departed && symptom.departure) {
    const { from, until } = symptom.departure;
    return { from, until, before, began: from };
  }
  return { from: 0, until: grid.count, before, began: Math.floor((at - grid.start) / grid.step) };
}

/** Whether a component has this loss at all: what it does not lose cannot be attributed to its callees. */
function loses(loss: Loss, readings: readonly Reading[]): (component: string) => boolean {
  const losing = readings.filter(
    ({ departed, measured: { signal } }) => departed && signal !== "other" && lossesOf(signal)[0] === loss,
  );
  const components = new Set(losing.map(({ measured }) => measured.component));
  return (component) => components.has(component);
}

/** By component that takes longer than usual: how many times as long. */
function slowerOf(readings: readonly Reading[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { measured, departure, departed } of readings) {
    if (measured.signal !== "latency" || !departed || !departure || departure.baseline.median <= 0) continue;
    const times = departure.mean / departure.baseline.median;
    found.set(measured.component, Math.max(times, found.get(measured.component) ?? 0));
  }
  return found;
}

/** Components that throttle more calls than usual. */
function throttledOf(readings: readonly Reading[]): ReadonlyMap<string, Departure> {
  const found = new Map<string, Departure>();
  for (const { measured, departure, departed } of readings) {
    if (!departed || !departure || measured.signal !== "throttles") continue;
    const known = found.get(measured.component);
    if (!known || departure.mean > known.mean) found.set(measured.component, departure);
  }
  return found;
}

/** A symptom of unknown kind is a loss by failures where its component fails more than usual. */
function lossesOfSymptom({ symptom }: Findings, readings: readonly Reading[]): readonly Loss[] {
  const fails = symptom.signal === "other" && loses("failures", readings)(symptom.component);
  return lossesOf(fails ? "errors" : symptom.signal);
}

/** The kind of loss that the symptom consists of, then the other kind, which may have caused it. */
export function lossesOf(signal: Signal): readonly Loss[] {
  return signal === "availability" || signal === "errors" || signal === "throttles"
    ? ["failures", "time"]
    : ["time", "failures"];
}

/** The consumers of the symptom's queue: they do not answer its senders, but cause its backlog. */
function consumersOf({ symptom, graph }: Findings): readonly string[] {
  if (symptom.signal !== "age" && symptom.signal !== "backlog") return [];
  return graph.edges.filter(({ from, asynchronous }) => from === symptom.component && asynchronous).map(({ to }) => to);
}
