import type { Pack } from "./pack.ts";
import { HALF_MORE } from "./recommended-alarm.ts";

const docs = "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-monitoring.html";

/** The window as Redshift compares it. */
const SINCE = "TIMESTAMP 'epoch' + {{startMs}} / 1000 * INTERVAL '1 second'";
const UNTIL = "TIMESTAMP 'epoch' + {{endMs}} / 1000 * INTERVAL '1 second'";
const DURING = `start_time >= ${SINCE} AND start_time < ${UNTIL}`;
const where = {
  workgroup: { type: "name", means: "the workgroup", example: "analytics" },
  database: { type: "name", means: "the database", example: "dev", default: "dev" },
} as const;
/** Asked of the system views, whose times are in microseconds. https://docs.aws.amazon.com/redshift/latest/dg/serverless_views-monitoring.html */
const views = { language: "redshift", parameters: where } as const;
const oneQuery = {
  language: "redshift",
  parameters: { ...where, query: { type: "number", means: "the number of the query", example: "123456" } },
} as const;

export const redshiftServerless = {
  service: "redshift-serverless",
  title: "Redshift Serverless workgroup",
  namespace: "AWS/Redshift-Serverless",
  dimensions: ["Workgroup"],
  kind: "AWS::RedshiftServerless::Workgroup",
  metrics: {
    capacity: { name: "ComputeCapacity", statistic: "Maximum", unit: "Count", signal: "consumed", docs },
    connections: { name: "DatabaseConnections", statistic: "Maximum", unit: "Count", signal: "connections", docs },
    seconds: { name: "ComputeSeconds", statistic: "Sum", unit: "Count", docs },
  },
  rules: [
    {
      id: "redshift-serverless-capacity",
      title: "Capacity at a plateau above the usual",
      mechanism: "capacity",
      all: [
        { metric: "capacity", left: "up" },
        { metric: "capacity", op: ">=", value: 0.98, of: "highest" },
      ],
      weight: 0.3,
      next: "Compare with the workgroup's maximum capacity, and look at queries that wait: ask redshift-serverless queued",
    },
    {
      id: "redshift-serverless-cost",
      title: "Far more compute than usual",
      mechanism: "cost",
      all: [
        { metric: "seconds", left: "up" },
        { metric: "seconds", op: ">=", value: 2, of: "usual" },
      ],
      weight: 0.3,
      next: "Look at who asks more, and at a query that became slow",
    },
    {
      id: "redshift-serverless-connections",
      title: "Connections near the limit of 2,000",
      mechanism: "connections",
      all: [{ metric: "connections", op: ">=", value: 1900 }],
      weight: 0.6,
      next: "Look at which clients open connections and do not close them",
    },
  ],
  alarms: [
    {
      id: "capacity",
      name: "ComputeCapacity",
      statistic: "Maximum",
      ...HALF_MORE,
      period: 300,
      datapoints: 6,
      periods: 6,
      missing: "missing",
      next: "Compare with the workgroup's maximum capacity",
    },
    {
      id: "connections",
      name: "DatabaseConnections",
      statistic: "Maximum",
      ...HALF_MORE,
      period: 300,
      datapoints: 3,
      periods: 3,
      missing: "missing",
      next: "Look at which clients open connections",
    },
  ],
  queries: [
    {
      id: "running",
      asks: "Which queries wait, run or failed, the longest first, with who asks",
      ...views,
      text: `SELECT query_id, status, username, database_name, query_type, start_time, queue_time / 1e6 AS queued_s, execution_time / 1e6 AS ran_s, elapsed_time / 1e6 AS elapsed_s, trim(error_message) AS error, left(trim(query_text), 200) AS query FROM sys_query_history WHERE ${DURING} AND user_id > 1 AND trim(status) IN ('queued', 'running', 'failed') ORDER BY elapsed_time DESC LIMIT 50`,
    },
    {
      id: "statuses",
      asks: "How many queries ended how, and the longest of each, seconds",
      ...views,
      text: `SELECT trim(status) AS status, count(*) AS queries, max(elapsed_time) / 1e6 AS longest_s FROM sys_query_history WHERE ${DURING} AND user_id > 1 GROUP BY 1 ORDER BY queries DESC`,
    },
    {
      id: "breakdown",
      asks: "What one query spent its time on, seconds",
      ...oneQuery,
      text: "SELECT query_id, trim(status) AS status, lock_wait_time / 1e6 AS locks_s, planning_time / 1e6 AS planning_s, compile_time / 1e6 AS compiling_s, queue_time / 1e6 AS queued_s, execution_time / 1e6 AS ran_s, elapsed_time / 1e6 AS elapsed_s FROM sys_query_history WHERE query_id = {{query}}",
    },
    {
      id: "workload",
      asks: "How many queries of each type, and how long they take: the middle, 95 %, the longest, seconds",
      ...views,
      text: `SELECT trim(query_type) AS query_type, count(*) AS queries, percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed_time) / 1e6 AS middle_s, percentile_cont(0.95) WITHIN GROUP (ORDER BY elapsed_time) / 1e6 AS p95_s, max(elapsed_time) / 1e6 AS longest_s FROM sys_query_history WHERE ${DURING} AND user_id > 1 GROUP BY 1 ORDER BY queries DESC`,
    },
    {
      id: "steps",
      asks: "Which steps of one query take long, spill to disk or are skewed",
      ...oneQuery,
      text: "SELECT stream_id, segment_id, step_id, trim(step_name) AS step, trim(table_name) AS table_name, duration / 1e6 AS took_s, input_rows, output_rows, spilled_block_local_disk + spilled_block_remote_disk AS spilled_mb, data_skewness, time_skewness, trim(alert) AS alert FROM sys_query_detail WHERE query_id = {{query}} AND lower(trim(metrics_level)) = 'step' ORDER BY duration DESC LIMIT 50",
    },
    {
      id: "cost",
      asks: "How many RPU hours were charged a day",
      ...views,
      back: 604_800,
      text: `SELECT date_trunc('day', start_time) AS day, sum(charged_seconds) / 3600.0 AS rpu_hours, max(compute_capacity) AS most_rpu FROM sys_serverless_usage WHERE ${DURING} GROUP BY 1 ORDER BY 1`,
    },
    {
      id: "loads",
      asks: "Which loads failed or were large",
      ...views,
      back: 86_400,
      text: `SELECT trim(status) AS status, trim(table_name) AS table_name, count(*) AS loads, sum(loaded_rows) AS loaded_rows, sum(loaded_bytes) / 1e6 AS mb, sum(error_count) AS errors, max(duration) / 1e6 AS longest_s FROM sys_load_history WHERE ${DURING} GROUP BY 1, 2 ORDER BY errors DESC, loaded_rows DESC LIMIT 50`,
    },
    {
      id: "sessions",
      asks: "How many sessions there are, by state",
      ...views,
      text: `SELECT trim(status) AS status, count(*) AS sessions, max(start_time) AS newest FROM sys_session_history WHERE start_time >= ${SINCE} GROUP BY 1 ORDER BY sessions DESC`,
    },
    {
      id: "connections",
      asks: "Who connects, from where, and how it ends",
      ...views,
      text: `SELECT trim(event) AS event, trim(user_name) AS user_name, trim(database_name) AS database_name, trim(remote_host) AS remote_host, count(*) AS connections FROM sys_connection_log WHERE record_time >= ${SINCE} GROUP BY 1, 2, 3, 4 ORDER BY connections DESC LIMIT 50`,
    },
    {
      id: "queued",
      asks: "Which kinds of queries wait",
      language: "metrics",
      text: "SELECT MAX(QueriesQueued) FROM SCHEMA(\"AWS/Redshift-Serverless\", QueryType, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY QueryType ORDER BY MAX() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "failed",
      asks: "Which kinds of queries fail",
      language: "metrics",
      text: "SELECT SUM(QueriesFailed) FROM SCHEMA(\"AWS/Redshift-Serverless\", QueryType, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY QueryType ORDER BY SUM() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "durations",
      asks: "How long short, medium and long queries take, microseconds",
      language: "metrics",
      text: "SELECT AVG(QueryDuration) FROM SCHEMA(\"AWS/Redshift-Serverless\", LatencyRange, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY LatencyRange ORDER BY AVG() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "stages",
      asks: "Where queries spend their time, ms",
      language: "metrics",
      text: "SELECT SUM(QueryRuntimeBreakdown) FROM SCHEMA(\"AWS/Redshift-Serverless\", Stage, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY Stage ORDER BY SUM() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
    {
      id: "limits",
      asks: "How much of its usage limits is used",
      language: "metrics",
      text: "SELECT MAX(UsageLimitConsumed) FROM SCHEMA(\"AWS/Redshift-Serverless\", UsageLimitId, UsageType, Workgroup) WHERE Workgroup = '{{workgroup}}' GROUP BY UsageLimitId ORDER BY MAX() DESC LIMIT 10",
      parameters: { workgroup: { type: "name", means: "the workgroup", example: "analytics" } },
    },
  ],
  neighbours: [
    "its usage limits: one that is reached may turn queries off",
    "its namespace, and what loads into it",
    "who asks: dashboards, jobs, people",
  ],
} as const satisfies Pack;
