import type { Detail, Findings, Measured } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";
import type { Edge } from "../../graph/service-graph.ts";
import type { Signal } from "../../packs/signal.ts";
import { settings } from "../settings.ts";

/** A call never seen before a time, although both sides were measured throughout. */
export interface FirstSeen {
  readonly caller: string;
  readonly callee: string;
  /** The callee, and its own callees that are equally new. */
  readonly behind: ReadonlySet<string>;
  /** Epoch seconds of the first call. */
  readonly at: number;
  /** Seconds before it without any call. */
  readonly nothingFor: number;
  /** The metric that shows the calls. */
  readonly calls: Measured;
}

/** Calls that began shortly before an onset (epoch seconds) or with it, to callees without a history, by callers with one. */
export function firstSeenOf(findings: Findings, onset: number): readonly FirstSeen[] {
  const measured = Map.groupBy(findings.measured, ({ component }) => component);
  const details = Map.groupBy(findings.details, ({ component }) => component);
  const begun = new Map(
    [...measured].flatMap(([id, own]) => {
      const calls = beganWithin(own, details.get(id) ?? [], onset);
      return calls && !wroteBefore(findings, id) ? [[id, calls] as const] : [];
    }),
  );
  const waiting = findings.graph.edges.filter(({ from, to, asynchronous }) => !asynchronous && from !== to);
  return waiting.flatMap((edge) => {
    const { from: caller, to: callee } = edge;
    const first = begun.get(callee);
    if (!first || isKnownBefore(edge, first)) return [];
    if (!(measured.get(caller) ?? []).some((each) => isWhole(each, first.at))) return [];
    return [{ caller, callee, behind: behindOf(callee, waiting, new Set(begun.keys())), ...first }];
  });
}

/** Epoch seconds of the first call that a metric counts, if at least a day without calls preceded it; else undefined. */
export function firstCallIn({ baseline, series }: Pick<Detail, "baseline" | "series">): number | undefined {
  const at = firstAt(baseline) ?? firstAt(series);
  return at === undefined || at - baseline.start < settings.nothingBefore ? undefined : at;
}

type Begun = Pick<FirstSeen, "at" | "nothingFor" | "calls">;

/** Signals that show that a component is called, the most direct first. */
export const countsCalls: readonly Signal[] = ["requests", "latency"];

function beganWithin(own: readonly Measured[], details: readonly Detail[], onset: number): Begun | undefined {
  const [calls] = countsCalls.flatMap((signal) => own.filter((each) => each.signal === signal));
  const at = calls && firstCallIn(calls);
  if (!calls || at === undefined || !isAround(at, onset, calls.series.step)) return undefined;
  const calling = own.filter(({ signal }) => countsCalls.includes(signal));
  const isOlder = [
    ...calling.map((each) => isBefore(each, at)),
    ...[...own, ...details].map((each) => isBefore(each, at - settings.madeWithin)),
  ].some(Boolean);
  return isOlder ? undefined : { at, nothingFor: at - calls.baseline.start, calls };
}

function isAround(at: number, onset: number, step: number): boolean {
  return at >= onset - settings.showsWithin && at <= onset + settings.together * step;
}

/** Whether anything but zero was measured before a time, in the previous weeks too. */
function isBefore({ baseline, series, weeks }: Detail, at: number): boolean {
  const known = [baseline, series].map(firstAt).filter((each) => each !== undefined);
  const first = weeks && firstAt(weeks);
  return known.some((each) => each < at) || (weeks && first !== undefined ? first + weeks.step <= at : false);
}

function firstAt({ start, step, values }: Series): number | undefined {
  const index = values.findIndex((value) => value !== 0 && !Number.isNaN(value));
  return index < 0 ? undefined : start + index * step;
}

/** Whether a caller was measured throughout the time before it first called. */
function isWhole({ baseline: { start, values } }: Measured, at: number): boolean {
  return (
    at - start >= settings.nothingBefore &&
    values.filter((value) => !Number.isNaN(value)).length >= settings.wholeHistory * values.length
  );
}

/** Whether the graph saw the call before the metrics did: then only the metrics are new. */
function isKnownBefore({ since }: Edge, { at, calls }: Begun): boolean {
  return since !== undefined && since < at - settings.together * calls.series.step;
}

function wroteBefore({ patterns }: Findings, id: string): boolean {
  return patterns.some(({ component, before }) => component === id && before > 0);
}

function behindOf(callee: string, edges: readonly Edge[], fresh: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([callee]);
  for (const id of found) for (const { from, to } of edges) if (from === id && fresh.has(to)) found.add(to);
  return found;
}
