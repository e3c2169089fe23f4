import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandOutput,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import { chunksOf } from "../../../src/chunks.ts";
import { keptPeriod } from "../../../src/command/periods.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Gap } from "../../../src/investigation/events.ts";
import type { LabelledSeries, MetricQuery, Metrics, Series, Window } from "../../../src/telemetry/ports.ts";
import { METRIC_DOLLARS } from "../../../src/telemetry/price.ts";
import type { Operation } from "../operation.ts";
import { pagesOf } from "../pages.ts";
import type { Session } from "../session.ts";

export const getMetricData: Operation = {
  action: "cloudwatch:GetMetricData",
  reason: "read the metrics of alarms and of what they depend on",
};

/** Queries of one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES = 500;
const MOST_PAGES = 20;
/** CloudWatch's metrics are complete after one to three minutes. */
const LAG = 120;

/** Metrics out of CloudWatch; with `account` those of a linked account. */
export function createMetrics(deps: {
  readonly client: CloudWatchClient;
  readonly session: Session;
  readonly account: string | undefined;
  readonly now: () => Date;
}): Metrics {
  const { client, session, account, now } = deps;
  const read = session.asked(
    getMetricData,
    (input: { queries: MetricDataQuery[]; start: number; end: number; token: string | undefined }, signal) =>
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: input.queries,
          StartTime: new Date(input.start * 1000),
          EndTime: new Date(input.end * 1000),
          ScanBy: "TimestampAscending",
          NextToken: input.token,
        }),
        { abortSignal: signal },
      ),
    ({ queries, token }) => (token === undefined ? queries.length * METRIC_DOLLARS : 0),
  );
  const owner = account === undefined ? {} : { AccountId: account };

  async function all(queries: MetricDataQuery[], { start, end }: Window, signal: AbortSignal): Promise<Answers> {
    const { pages, more } = await pagesOf(
      (token) => read({ queries, start, end, token }, signal),
      ({ NextToken }) => NextToken,
      MOST_PAGES,
    );
    return collected(pages, more);
  }

  return {
    async fetch(queries, window, signal) {
      const seconds = now().getTime() / 1000;
      const horizon = seconds - LAG;
      const periods = queries.map(({ period }) => keptPeriod(period, seconds - window.start));
      const aligned = alignedTo(window, Math.max(60, ...periods));
      const asked = queries.map((query, index) => ({ ...toQuery(query, periods[index] ?? 60, `m${index}`), ...owner }));
      const answers = await Promise.all(chunksOf(asked, QUERIES).map((some) => all(some, aligned, signal)));
      const found = new Map(answers.flatMap(({ points }) => [...points]));
      const gaps = answers.flatMap((answer) => answer.gaps);
      const value = periods.map((period, index) => toSeries(found.get(`m${index}`), alignedTo(window, period), period));
      return { value, horizon, gaps };
    },
    async evaluate(expression, period, window, signal) {
      if (account !== undefined && !expression.includes(account)) {
        throw new NotSeen("an expression is over all accounts that share their metrics", {
          remedy: `say in it which: WHERE AWS.AccountId = '${account}', or :aws.AccountId=${account} in a SEARCH`,
        });
      }
      const seconds = now().getTime() / 1000;
      const kept = keptPeriod(period, seconds - window.start);
      const aligned = alignedTo(window, kept);
      const query = { Id: "e0", Expression: expression, Period: kept };
      const { labelled, gaps } = await all([query], aligned, signal);
      const value = labelled.flatMap(({ label, points }): LabelledSeries[] => {
        const series = toSeries(points, aligned, kept);
        return series ? [{ label, series }] : [];
      });
      return { value, horizon: seconds - LAG, gaps };
    },
  };
}

type Points = { readonly times: number[]; readonly values: number[] };

interface Answers {
  readonly points: ReadonlyMap<string, Points>;
  readonly labelled: readonly { readonly label: string; readonly points: Points }[];
  readonly gaps: readonly Gap[];
}

function toQuery(
  { namespace, metric, dimensions, statistic }: MetricQuery,
  period: number,
  id: string,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: period, Stat: statistic } };
}

/** An answer may come in parts over pages; each result says by its status whether it is whole. */
function collected(pages: readonly GetMetricDataCommandOutput[], more: boolean): Answers {
  const points = new Map<string, { times: number[]; values: number[]; label: string }>();
  const said = new Set<string>();
  for (const { MetricDataResults = [], Messages = [] } of pages) {
    for (const { Value } of Messages) said.add(Value ?? "");
    for (const {
      Id = "",
      Label = "",
      Timestamps = [],
      Values = [],
      StatusCode,
      Messages: own = [],
    } of MetricDataResults) {
      const key = `${Id}\n${Label}`;
      const known = points.get(key) ?? { times: [], values: [], label: Label };
      points.set(key, known);
      known.times.push(...Timestamps.map((time) => time.getTime() / 1000));
      known.values.push(...Values);
      if (StatusCode === "Forbidden") said.add(`CloudWatch does not show ${Label || Id}`);
      if (StatusCode === "InternalError") said.add(`CloudWatch failed on ${Label || Id}`);
      for (const { Value } of own) said.add(Value ?? "");
    }
  }
  if (more) said.add("more points than are read at once");
  return {
    points: new Map([...points].map(([key, found]) => [key.split("\n")[0] ?? "", found])),
    labelled: [...points.values()].map((found) => ({ label: found.label, points: found })),
    gaps: [...said].filter((reason) => reason !== "").map((reason) => ({ what: "metrics", reason })),
  };
}

function toSeries(points: Points | undefined, { start, end }: Window, step: number): Series | undefined {
  if (!points || points.times.length === 0) return undefined;
  const values = new Float64Array(Math.max(0, Math.ceil((end - start) / step))).fill(Number.NaN);
  for (const [index, time] of points.times.entries()) {
    const position = Math.floor((time - start) / step);
    if (position >= 0 && position < values.length) values[position] = points.values[index] ?? Number.NaN;
  }
  return { start, step, values };
}

/** CloudWatch rounds down itself; doing it here gives the same points at each look. */
function alignedTo({ start, end }: Window, step: number): Window {
  return { start: Math.floor(start / step) * step, end: Math.ceil(end / step) * step };
}
