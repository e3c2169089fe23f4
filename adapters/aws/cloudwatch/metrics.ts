import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { chunksOf } from "../../../src/chunks.ts";
import { retainedPeriod } from "../../../src/command/asking/periods.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { LabelledSeries, MetricQuery, Window } from "../../../src/findings/measured.ts";
import type { Metrics } from "../../../src/telemetry/ports/ports.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { alignedTo, BAND, collected, type MetricAnswers, toSeries } from "./data.ts";
import { toDimensions } from "./dimensions.ts";
import { createTrained } from "./expected.ts";
import { createMetricList } from "./metric-list.ts";
import { type MetricDataInput, priceOf } from "./paid.ts";

export const getMetricData: Operation = {
  action: "cloudwatch:GetMetricData",
  reason: "read the metrics of alarms and of what they depend on",
};

/** Queries in one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES = 500;
const MOST_PAGES = 20;
/** CloudWatch's metrics are complete after one to three minutes. */
const LAG = 120;

/** Reads metrics from CloudWatch; with `account` those of a linked account. */
export function createMetrics(deps: {
  readonly client: CloudWatchClient;
  readonly session: Session;
  readonly account: string | undefined;
  readonly now: () => Date;
}): Metrics {
  const { client, session, account, now } = deps;
  const read = session.asked(
    getMetricData,
    (input: MetricDataInput, signal) =>
      client.send(
        new GetMetricDataCommand({
          MetricDataQueries: input.queries,
          StartTime: new Date(input.start * 1000),
          EndTime: new Date(input.end * 1000),
          ScanBy: "TimestampAscending",
          NextToken: input.NextToken,
        }),
        { abortSignal: signal },
      ),
    priceOf,
  );
  const trained = createTrained(client, session);
  const list = createMetricList(client, session, account);
  const owner = account === undefined ? {} : { AccountId: account };

  async function all(queries: MetricDataQuery[], { start, end }: Window, signal: AbortSignal): Promise<MetricAnswers> {
    const { pages, more } = await pagesOf((next) => read({ queries, start, end, ...next }, signal), MOST_PAGES);
    return collected(pages, more);
  }

  return {
    async fetch(queries, window, signal) {
      const seconds = now().getTime() / 1000;
      const horizon = seconds - LAG;
      const periods = queries.map(({ period }) => retainedPeriod(period, seconds - window.start));
      const aligned = alignedTo(window, Math.max(60, ...periods));
      const asked = queries.flatMap((query, index) => toQueries(query, periods[index] ?? 60, `m${index}`, account));
      const answers = await Promise.all(chunksOf(asked, QUERIES).map((some) => all(some, aligned, signal)));
      const found = new Map(answers.flatMap(({ points }) => [...points]));
      const gaps = answers.flatMap((answer) => answer.gaps);
      const value = periods.map((period, index) => toSeries(found.get(`m${index}`), alignedTo(window, period), period));
      return { value, horizon, gaps };
    },
    async evaluate(expression, period, window, signal) {
      if (account !== undefined && !isWithin(account, expression)) {
        throw new NotSeen("an expression is over all accounts that share their metrics", {
          remedy: `say in it which: WHERE AWS.AccountId = '${account}', or :aws.AccountId=${account} in a SEARCH`,
        });
      }
      const seconds = now().getTime() / 1000;
      const kept = retainedPeriod(period, seconds - window.start);
      const aligned = alignedTo(window, kept);
      const query = { Id: "e0", Expression: expression, Period: kept };
      const { labelled, gaps } = await all([query], aligned, signal);
      const value = labelled.flatMap(({ label, points }): LabelledSeries[] => {
        const series = toSeries(points, aligned, kept);
        return series ? [{ label, series }] : [];
      });
      return { value, horizon: seconds - LAG, gaps };
    },
    async resources(listed, signal) {
      const { sets, more } = await list(listed, signal);
      const value = sets.filter((set) => Object.keys(set).length === listed.dimensions.length);
      const gaps = more ? [{ what: "metrics", reason: `only the first ${sets.length} metrics were listed` }] : [];
      return { value, horizon: now().getTime() / 1000, gaps };
    },
    async expected(query, window, signal) {
      if (!(await trained(query, signal))) return undefined;
      const kept = retainedPeriod(query.period, now().getTime() / 1000 - window.start);
      const aligned = alignedTo(window, kept);
      const band = { Id: BAND, Expression: "ANOMALY_DETECTION_BAND(m0)" };
      const { limits } = await all([{ ...toQuery(query, kept, "m0"), ...owner }, band], aligned, signal);
      const [lower, upper] = [toSeries(limits.lower, aligned, kept), toSeries(limits.upper, aligned, kept)];
      return lower && upper && { lower, upper };
    },
  };
}

/** A query with the inputs of its expression. The ids of the inputs are made unique in the request. */
function toQueries(query: MetricQuery, period: number, id: string, account: string | undefined): MetricDataQuery[] {
  const { expression } = query;
  const owned = (each: MetricQuery): Pick<MetricDataQuery, "AccountId"> => {
    const owner = each.account ?? account;
    return owner === undefined ? {} : { AccountId: owner };
  };
  if (!expression) return [{ ...toQuery(query, period, id), ...owned(query) }];
  const ids = new Map(expression.inputs.map((input, index) => [input.id, `${id}i${index}`]));
  const renamed = (text: string): string => text.replaceAll(WORD, (word) => ids.get(word) ?? word);
  const inputs = expression.inputs.flatMap(({ id: own, text, metric }): MetricDataQuery[] => {
    const Id = ids.get(own) ?? own;
    if (text !== undefined) return [{ Id, Expression: renamed(text), ReturnData: false }];
    return metric ? [{ ...toQuery(metric, period, Id), ...owned(metric), ReturnData: false }] : [];
  });
  const isSelect = /^\s*SELECT\s/i.test(expression.text);
  return [
    ...inputs,
    { Id: id, Expression: isSelect ? expression.text : renamed(expression.text), ...(isSelect && { Period: period }) },
  ];
}

/** Words outside of quotes, which name the inputs of an expression. */
const WORD = /"[^"]*"|'[^']*'|[A-Za-z_]\w*/g;

/** Whether an expression reads one account only: each query and each search names it, and nothing widens that. */
function isWithin(account: string, expression: string): boolean {
  const reads = expression.match(/\bSELECT\b|\bSEARCH\s*\(/gi)?.length ?? 0;
  const scopes = expression.match(new RegExp(`\\bAWS\\.AccountId\\s*=\\s*["']?${account}\\b`, "gi"))?.length ?? 0;
  return reads > 0 && scopes >= reads && !/\b(?:OR|NOT)\b/i.test(expression);
}

function toQuery(
  { namespace, metric, dimensions, statistic }: MetricQuery,
  period: number,
  id: string,
): MetricDataQuery {
  const Dimensions = toDimensions(dimensions);
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  return { Id: id, MetricStat: { Metric, Period: period, Stat: statistic } };
}
