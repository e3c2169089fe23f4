import type { ChartBody } from "../chart/chart.ts";
import { baselineOf } from "../engine/series/baseline.ts";
import { amountOf, nounOf } from "../engine/words/sentence.ts";
import type { Change } from "../findings/change.ts";
import type { Findings, Measured } from "../findings/findings.ts";
import type { LabelledSeries, MetricQuery, Window } from "../findings/measured.ts";
import type { Diagnosis, EvidenceDraft } from "../investigation/diagnosis.ts";
import type { Episode, Investigation } from "../investigation/state.ts";
import type { Signal } from "../packs/signal.ts";
import type { Archive } from "../store/archive.ts";
import { plainAction } from "../telemetry/changes/call-parameters.ts";
import type { Asking } from "./answers/answer.ts";

/** Changes marked in one chart; more would hide it. */
const MOST_CHANGES = 6;
/** Milliseconds that a chart waits for its markers. */
const PATIENCE_MS = 5_000;

/** A series in the form in which charts are stored. */
export function toChartSeries(
  { label, series: { start, step, values } }: LabelledSeries,
  style: "solid" | "dashed" = "solid",
): ChartBody["series"][number] {
  return { name: label, start, step, values: toChartValues(values), ...(style === "dashed" && { style }) };
}

/** Values in the form in which charts are stored: JSON has no NaN. */
export function toChartValues(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

/** The limit and the ALARM times of the thread's alarm, if the single metric shown is the alarm's. */
export function limitOf(
  { alarm, episodes }: Investigation,
  queries: readonly MetricQuery[],
  now: Date,
): Pick<ChartBody, "threshold" | "bands"> {
  const [query] = queries;
  const own = alarm?.metric;
  if (!own || !query || queries.length > 1) return {};
  if (own.namespace !== query.namespace || own.name !== query.metric) return {};
  if (named(own.dimensions) !== named(query.dimensions)) return {};
  // The limit for a sum over one minute does not apply to a sum over five.
  const alike = own.statistic.toLowerCase() === query.statistic.toLowerCase() && own.period === query.period;
  const threshold = alike ? alarm.threshold : undefined;
  return { ...(threshold !== undefined && { threshold }), bands: bandsOf(episodes, now) };
}

function named(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).sort());
}

function bandsOf(episodes: readonly Episode[], now: Date): NonNullable<ChartBody["bands"]> {
  return episodes.map(({ firedAt, recoveredAt }) => ({
    from: Date.parse(firedAt) / 1000,
    to: recoveredAt === undefined ? now.getTime() / 1000 : Date.parse(recoveredAt) / 1000,
    label: "ALARM",
  }));
}

/** The changes in the window of an investigation's chart: those to the shown resources first, then the newest. None if reading them fails. */
export async function momentsOf(
  { state, telemetry, signal }: Asking,
  queries: readonly MetricQuery[],
  window: Window,
): Promise<ChartBody["markers"]> {
  if (state.status === "asked" || state.subject === undefined) return [];
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const seen = await telemetry.changes.during(window, patience).catch(() => undefined);
  signal.throwIfAborted();
  const shown = queries.flatMap(({ dimensions }) => Object.values(dimensions));
  const touches = (change: Change): number =>
    shown.some((name) => change.resources.some((resource) => resource.includes(name))) ? 1 : 0;
  const ranked = [...(seen?.value ?? [])].sort((one, other) => touches(other) - touches(one) || other.at - one.at);
  return ranked.slice(0, MOST_CHANGES).map(({ at, action }) => ({ at, label: plainAction(action), kind: "change" }));
}

/** What the charts of an investigation are made from. */
export interface Pictured {
  readonly stream: string;
  readonly found: Findings;
  readonly diagnosis: Diagnosis;
  readonly episodes: readonly Episode[];
  readonly now: Date;
}

/** A chart of the alarm's own metric with its limit; none if the metric was not measured. */
export async function symptomChart(
  archive: Archive,
  pictured: Pictured,
): Promise<{ chart?: string; chartAlt?: string }> {
  const { stream, found } = pictured;
  const { component, signal, threshold } = found.symptom;
  const all = found.measured.filter((measured) => measured.component === component && measured.signal === signal);
  const own = all.find(({ query }) => query === found.symptom.query) ?? all[0];
  if (!own) return {};
  const name = nameIn(found, component);
  const amount = (value: number): string => amountOf(own, value, found.symptom.unit);
  const { above = signal !== "availability" } = found.symptom;
  const worst = extremeOf(own.series.values, above, amount);
  const parts = [
    `${name} ${nounOf(own)}`,
    ...(worst === undefined ? [] : [worst]),
    ...(threshold === undefined ? [] : [`limit ${amount(threshold)}`]),
  ];
  const chartAlt = parts.join(", ");
  const body = evidenceChart(pictured, own, chartAlt);
  const chart = await archive.save(stream, threshold === undefined ? body : { ...body, threshold });
  return { chart, chartAlt };
}

/** "highest 79 per min", or the lowest of what must not fall: it stays true of the drawn window, whatever comes after it. */
function extremeOf(values: Float64Array, above: boolean, amount: (value: number) => string): string | undefined {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return undefined;
  return above ? `highest ${amount(Math.max(...known))}` : `lowest ${amount(Math.min(...known))}`;
}

/** A measured signal with its usual range, its onset, the changes before it that the evidence cites, and the times in ALARM. */
export function evidenceChart(
  { diagnosis, episodes, now, found }: Pictured,
  { query, series, baseline, signal, own, component }: Measured,
  title: string,
): ChartBody {
  const usual = baselineOf(baseline.values);
  const onset = diagnosis.evidence.find((draft) => shows(draft, query) && draft.figures.onset)?.figures.onset;
  const limits = usual && { lower: all(series.values, usual.low), upper: all(series.values, usual.high) };
  return {
    type: "chart",
    title,
    unit: own && own.unit !== "" ? own.unit.toLowerCase() : axisOf(signal, series.step),
    series: [
      toChartSeries({ label: `${nameIn(found, component)} ${nounOf({ signal, ...(own && { own }) })}`, series }),
    ],
    markers: [
      ...(onset === undefined ? [] : [{ at: onset, label: "onset", kind: "onset" as const }]),
      ...changesBefore(diagnosis, onset),
    ],
    bands: bandsOf(episodes, now),
    ...(limits && { band: { start: series.start, step: series.step, ...limits, label: "usual" } }),
  };
}

function nameIn({ graph }: Findings, component: string): string {
  return graph.components.find(({ id }) => id === component)?.name ?? component;
}

/** Whether evidence rests on a metric; a rule may rest on several. */
export function shows({ query }: Pick<EvidenceDraft, "query">, metric: string): boolean {
  return query.split("; ").includes(metric);
}

function changesBefore({ evidence }: Diagnosis, onset: number | undefined): ChartBody["markers"] {
  return evidence.flatMap(({ kind, sentence, figures: { at } }) => {
    if (kind !== "change" || at === undefined || (onset !== undefined && at > onset)) return [];
    return [{ at, label: plainAction(sentence.split(" by ")[0] ?? "change"), kind: "change" as const }];
  });
}

function all(values: Float64Array, value: number): number[] {
  return Array.from(values, () => value);
}

/** The unit of a signal's axis. */
function axisOf(signal: Signal, step: number): string {
  switch (signal) {
    case "latency":
    case "age":
      return "seconds";
    case "availability":
    case "cpu":
    case "memory":
      return "%";
    case "backlog":
    case "connections":
    case "other":
      return "";
    case "requests":
    case "errors":
    case "throttles":
    case "consumed":
      return step === 60 ? "per min" : `per ${step} s`;
    default:
      return signal satisfies never;
  }
}
