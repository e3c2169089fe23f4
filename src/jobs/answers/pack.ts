import { counted, quantity } from "../../card/number.ts";
import type { ChartBody } from "../../chart/chart.ts";
import { valueForms } from "../../command/asking/named-question.ts";
import { streamOf } from "../../conversation/streams.ts";
import { baselineOf } from "../../engine/series/baseline.ts";
import { settings } from "../../engine/settings.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { MetricQuery, Series } from "../../findings/measured.ts";
import { scaled, scaleOf, unitIn } from "../../findings/unit.ts";
import { holding, type Track } from "../../packs/interpret.ts";
import type { Pack, PackMetric } from "../../packs/pack.ts";
import { packNamed } from "../../packs/packs.ts";
import type { StandingAlarm } from "../../telemetry/ports/alarms.ts";
import { type Asking, failedAnswer, questionText, tableAnswer } from "./answer.ts";
import { type PackResource, resourcesOfPack } from "./pack-resources.ts";

type Wanted = Extract<Question, { type: "pack" }>;

const STEP = 60;
/** Values that are compared: the last half hour with the two and a half hours before it. */
const BEFORE = 150;
const AROUND = 30;
/** The most resources of one answer, so that it costs less than a cent. */
const MOST_RESOURCES = 20;
/** Columns of metrics; the first in the order of the pack. */
const MOST_COLUMNS = 3;

/** How the resources of a pack are: their alarms, their first metrics beside what is usual, and which limits they reached. */
export async function answerPack(asking: Asking, wanted: Wanted): Promise<Answer> {
  const { telemetry, signal } = asking;
  const pack = packNamed(wanted.pack);
  if (!pack) return failedAnswer(questionText(wanted), `there is no pack ${wanted.pack} any more.`);
  if (Object.keys(pack.metrics).length === 0) return questionsOf(asking, wanted, pack);
  const [found, firing] = await Promise.all([
    resourcesOfPack(telemetry.metrics, pack, wanted.resource, signal),
    telemetry.alarms?.list({ state: "ALARM" }, signal),
  ]);
  const alarms = firing?.value;
  if (!found) return knowledge(asking, wanted, pack);
  if (found.value.length === 0) {
    const called = wanted.resource === undefined ? "" : ` called ${wanted.resource.slice(0, 60)}`;
    return failedAnswer(questionText(wanted), `no ${pack.title}${called} had metrics here in the last two weeks.`);
  }
  const chosen = firstBy(found.value, (each) => -(firingOf(each, alarms)?.length ?? 0)).slice(0, MOST_RESOURCES);
  const looked = await look(asking, pack, chosen);
  const states = looked.states.map((state) => ({ ...state, firing: firingOf(state.resource, alarms) }));
  const inOrder = firstBy(states, (state) => -(2 * state.reached.length + (state.firing?.length ?? 0)));
  const count = (matches: (state: (typeof states)[number]) => boolean): number => states.filter(matches).length;
  const [atLimit, alarmed, silent] = [
    count(({ reached }) => reached.length > 0),
    count((state) => (state.firing?.length ?? 0) > 0),
    count(({ tracks }) => Object.keys(tracks).length === 0),
  ];
  const which = found.value.length > chosen.length ? `${chosen.length} of ${found.value.length}` : `${chosen.length}`;
  const sentence = [
    `${pack.title}: ${which} looked at, the last 30 min beside the 2.5 h before: ${atLimit} at a limit, ${alarms ? `${alarmed} with an alarm in ALARM` : "alarms are not seen here"}`,
    ...(silent > 0 ? [`, ${silent} without values`] : []),
    `. Look next at: ${pack.neighbours.join("; ")}`,
  ].join("");
  const shown = Object.entries(pack.metrics)
    .filter(([, { signal: known }]) => known !== undefined)
    .slice(0, MOST_COLUMNS);
  const columns = [
    { name: "Resource" },
    { name: "Reached" },
    { name: "In ALARM" },
    ...shown.map(([, { name, statistic }]) => ({ name: `${name} ${statistic}`, numeric: true })),
  ];
  const rows = inOrder.map(({ resource, reached, firing: own, tracks }) => [
    resource.name,
    reached.join(", ") || "–",
    own ? own.map(({ name }) => name).join(", ") || "–" : "not seen",
    ...shown.map(([key, metric]) => levelWords(asking, pack, metric, resource, tracks[key])),
  ]);
  const gaps = [...found.gaps, ...(firing?.gaps ?? []), ...looked.gaps];
  const seen = { value: { columns, rows }, horizon: looked.horizon, gaps };
  const answer = await tableAnswer(asking, questionText(wanted), sentence, seen);
  return { ...answer, archive: await pictureOf(asking, pack, inOrder) };
}

/** The resources as one picture: which are at a limit, in ALARM, well or silent, each with its first metric. */
function pictureOf(
  asking: Asking,
  pack: Pack,
  states: readonly (State & { readonly firing: readonly StandingAlarm[] | undefined })[],
): Promise<string> {
  const [first] = Object.entries(pack.metrics);
  const cells = states.map(({ resource, reached, firing, tracks }) => {
    const newest = first && newestOf(tracks[first[0]]);
    const text =
      !first || newest === undefined ? "no data" : quantity(newest, trackUnit(asking, pack, first[1], resource));
    return { name: resource.name, state: stateWord(reached, firing, tracks), text };
  });
  const title = `${pack.title} now${first ? `: ${first[1].name} ${first[1].statistic}` : ""}`;
  const body: ChartBody = { type: "chart", title, unit: "", series: [], markers: [], cells };
  return asking.context.archive.save(streamOf(asking.state.number), body);
}

function stateWord(
  reached: readonly string[],
  firing: readonly StandingAlarm[] | undefined,
  tracks: State["tracks"],
): NonNullable<ChartBody["cells"]>[number]["state"] {
  if (reached.length > 0) return "limit";
  if (firing && firing.length > 0) return "alarm";
  return Object.keys(tracks).length === 0 ? "silent" : "well";
}

interface State {
  readonly resource: PackResource;
  /** Titles of the rules that hold. */
  readonly reached: readonly string[];
  readonly tracks: Readonly<Record<string, Track>>;
}

/** Reads all metrics of some resources at once, and judges the rules. */
async function look({ telemetry, context, signal }: Asking, pack: Pack, resources: readonly PackResource[]) {
  const end = Math.floor(context.now().getTime() / 1000 / STEP) * STEP;
  const window = { start: end - (BEFORE + AROUND) * STEP, end };
  const asked = resources.flatMap((resource) =>
    Object.entries(pack.metrics).map(([key, metric]) => ({
      resource,
      key,
      metric,
      query: toQuery(pack, metric, resource),
    })),
  );
  const seen = await telemetry.metrics.fetch(
    asked.map(({ query }) => query),
    window,
    signal,
  );
  const measured = Map.groupBy(
    asked.map((each, index) => ({ ...each, series: seen.value[index] })),
    ({ resource }) => resource,
  );
  const states = resources.map((resource): State => {
    const own = measured.get(resource) ?? [];
    const isMeasured = own.some(({ series }) => series !== undefined);
    const tracks = Object.fromEntries(
      own.flatMap(({ key, metric, query, series }) => {
        const silent = metric.sparse && isMeasured ? nothing(window.start) : undefined;
        const known = scaled(
          series ?? silent,
          scaleOf({ query, ...(metric.signal && { signal: metric.signal }) }, telemetry.metrics),
        );
        return known ? [[key, trackOf(known, metric, seen.horizon)] as const] : [];
      }),
    );
    const held = holding(pack, tracks, { from: BEFORE, until: BEFORE + AROUND, step: STEP });
    return { resource, tracks, reached: held.map(({ rule }) => rule.title) };
  });
  return { states, horizon: seen.horizon, gaps: seen.gaps };
}

function toQuery({ namespace }: Pack, { name, statistic }: PackMetric, { dimensions }: PackResource): MetricQuery {
  return { namespace, metric: name, dimensions, statistic, period: STEP };
}

function nothing(start: number): Series {
  return { start, step: STEP, values: new Float64Array(BEFORE + AROUND).fill(Number.NaN) };
}

function trackOf({ start, values: known }: Series, { sparse }: PackMetric, horizon: number): Track {
  // CloudWatch publishes no value of a sparse count that is zero; beyond the horizon nothing is known.
  const values = sparse
    ? known.map((value, at) => (Number.isNaN(value) && start + (at + 1) * STEP <= horizon ? 0 : value))
    : known;
  const { median = Number.NaN, spread = Number.NaN } = baselineOf(values.slice(0, BEFORE)) ?? {};
  const apart = settings.departed * spread;
  const highest = values.reduce((most, value) => (value > most ? value : most), Number.NEGATIVE_INFINITY);
  return { values, usual: median, low: median - apart, high: median + apart, highest };
}

/** "41 (usual 0.2)": the newest value, and the median of the time before. */
function levelWords(asking: Asking, pack: Pack, metric: PackMetric, resource: PackResource, track?: Track): string {
  const newest = newestOf(track);
  if (!track || newest === undefined) return "no data";
  const unit = trackUnit(asking, pack, metric, resource);
  const usual = Number.isNaN(track.usual) ? "" : ` (usual ${quantity(track.usual, unit)})`;
  return `${quantity(newest, unit)}${usual}`;
}

function newestOf(track: Track | undefined): number | undefined {
  return track?.values.findLast((value) => !Number.isNaN(value));
}

/** The unit of a track: seconds where its values were brought to seconds. */
function trackUnit({ telemetry }: Asking, pack: Pack, metric: PackMetric, resource: PackResource): string | undefined {
  const query = toQuery(pack, metric, resource);
  const scale = scaleOf({ query, ...(metric.signal && { signal: metric.signal }) }, telemetry.metrics);
  return scale === 1 ? unitIn(telemetry.metrics, query) : "Seconds";
}

function firingOf(
  { dimensions }: PackResource,
  alarms: readonly StandingAlarm[] | undefined,
): readonly StandingAlarm[] | undefined {
  return alarms?.filter(({ metric }) =>
    Object.entries(dimensions).every(([name, value]) => metric?.dimensions[name] === value),
  );
}

function firstBy<Item>(items: readonly Item[], rank: (item: Item) => number): readonly Item[] {
  return items.toSorted((one, other) => rank(one) - rank(other));
}

/** What can be asked about a system that has no metrics of its own in CloudWatch. */
function questionsOf(asking: Asking, wanted: Wanted, { service, title, queries, neighbours }: Pack): Promise<Answer> {
  const columns = [{ name: "Type" }, { name: "It says" }];
  const rows = queries.map((query) => [`ask ${service} ${query.id} ${valueForms(query)}`.trim(), query.asks]);
  const sentence = `${title}: CloudWatch has no metrics of these; ask instead. Look next at: ${neighbours.join("; ")}`;
  const horizon = asking.context.now().getTime() / 1000;
  return tableAnswer(asking, questionText(wanted), sentence, { value: { columns, rows }, horizon, gaps: [] });
}

/** What a pack knows, where its resources cannot be listed. */
function knowledge(asking: Asking, wanted: Wanted, pack: Pack): Promise<Answer> {
  const columns = [{ name: "What" }, { name: "Next" }];
  const rows = pack.rules.map(({ title, next }) => [title, next]);
  const sentence = `${pack.title}: how its resources are is not seen here, because nothing here lists them; it needs AWS. It knows ${counted(rows.length, "sign")} of trouble. Look next at: ${pack.neighbours.join("; ")}`;
  const horizon = asking.context.now().getTime() / 1000;
  return tableAnswer(asking, questionText(wanted), sentence, { value: { columns, rows }, horizon, gaps: [] });
}
