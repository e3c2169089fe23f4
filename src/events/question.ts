import { z } from "zod";

/** Seconds since 1970, start inclusive, end exclusive. */
export const window = z.object({ start: z.number(), end: z.number() });

/** The answer to a question, or the reason why there is none. */
export const answer = z.object({
  sentence: z.string(),
  /** The exact query, to copy, edit and run again. */
  query: z.string(),
  columns: z.array(z.object({ name: z.string(), numeric: z.boolean().optional() })).default([]),
  rows: z.array(z.array(z.string())).default([]),
  /** The number of further rows. */
  more: z.number().default(0),
  archive: z.string().optional(),
  /** Archive id of all rows, if a message cannot show them. */
  table: z.string().optional(),
  /** A file that is the answer: its archive id, and its name. */
  file: z.object({ archive: z.string(), name: z.string() }).optional(),
  horizon: z.number().optional(),
  /** A link to the same data in the source's own console. */
  link: z.string().optional(),
  /** A label for data that is not from a real system: "simulated". */
  label: z.string().optional(),
  /** The label of the account, if it is another than Gumshoe's own: "shared (444455556666)". */
  account: z.string().optional(),
  /** Its calls and approximate dollars. */
  took: z.object({ calls: z.number(), dollars: z.number(), atLeast: z.boolean().optional() }).optional(),
  /** A follow-up action: its command, and its effect in words. */
  offer: z.object({ label: z.string(), command: z.string(), effect: z.string() }).optional(),
  /** What it means for the hypothesis that it was asked to check. */
  meaning: z
    .object({ hypothesis: z.string(), bearing: z.enum(["supports", "weakens", "open"]), sentence: z.string() })
    .optional(),
  failed: z.boolean().default(false),
});
export type Answer = z.infer<typeof answer>;

/** One CloudWatch metric, exactly as CloudWatch names it. */
const metric = z.object({
  namespace: z.string(),
  metric: z.string(),
  dimensions: z.record(z.string(), z.string()),
  statistic: z.string(),
  period: z.number(),
});

/** The time zone of the answer's times, IANA; default UTC. */
const zone = z.string().optional();

const athenaRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("named"), name: z.string(), values: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal("sql"), sql: z.string() }),
]);

/** An alarm to create, or to change. It is written only with the token of its preview; `topic`: an ARN. */
const alarm = z.object({
  type: z.literal("alarm"),
  name: z.string(),
  metric,
  operator: z.enum([">", "≥", "<", "≤"]),
  threshold: z.number(),
  datapoints: z.number(),
  periods: z.number(),
  /** What a period without data means; undefined leaves it as it is. */
  missing: z.enum(["missing", "breaching", "notBreaching", "ignore"]).optional(),
  topic: z.string().optional(),
  token: z.string().optional(),
});

/** The alarms that a pack recommends and that are missing. They are created only with the token of this plan; `topic`: an ARN. */
const recommend = z.object({
  type: z.literal("recommend"),
  pack: z.string(),
  resource: z.string().optional(),
  topic: z.string().optional(),
  token: z.string().optional(),
});

/** Subscribes Gumshoe to a topic. */
const subscribe = z.object({ type: z.literal("subscribe"), topic: z.string() });

/** Has CloudWatch run no actions of the thread's alarm while its snooze lasts, or run them again; `snooze`: its number. */
const mute = z.object({ type: z.literal("mute"), on: z.boolean(), snooze: z.number().int().optional() });

/** What changes something in AWS. */
const awsChange = z.discriminatedUnion("type", [alarm, recommend, subscribe, mute]);
export type AwsChange = z.infer<typeof awsChange>;

/** A parsed query, with times as epoch seconds. */
export const question = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("metrics"),
    ...metric.shape,
    window,
    /** Further lines of the same chart. */
    also: z.array(metric).readonly().default([]),
    /** The distance in seconds to the earlier time to compare with. */
    compare: z.number().optional(),
    /** Also shows the usual range of its values. */
    band: z.boolean().optional(),
  }),
  /** Metric math or Metrics Insights SQL. */
  z.object({ type: z.literal("expression"), expression: z.string(), period: z.number(), window }),
  /** A short metric ("errors", "p99") of a component; the telemetry resolves it. */
  z.object({
    type: z.literal("signal"),
    signal: z.string(),
    component: z.string().optional(),
    window,
    band: z.boolean().optional(),
  }),
  z.object({ type: z.literal("changes"), window, resource: z.string().optional(), zone }),
  /** Logs Insights; `text` is its query. */
  z.object({ type: z.literal("logs"), groups: z.array(z.string()).readonly(), text: z.string(), window }),
  z.object({ type: z.literal("traces"), component: z.string().optional(), window, zone }),
  z.object({ type: z.literal("topology"), component: z.string().optional(), window }),
  /** Why workloads of a Kubernetes cluster do not run; default: the only cluster, all namespaces. */
  z.object({ type: z.literal("cluster"), cluster: z.string().optional(), namespace: z.string().optional() }),
  z.object({
    type: z.literal("alarms"),
    state: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]).optional(),
    prefix: z.string().optional(),
    /** Also checks whether each of them reaches Gumshoe. */
    reach: z.boolean().default(false),
  }),
  /** The state changes of an alarm; default: the thread's own alarm. `zone`: the time zone of its times, IANA. */
  z.object({ type: z.literal("alarmHistory"), name: z.string().optional(), window, zone: z.string() }),
  alarm,
  /** How the resources of a pack are, or one of them. */
  z.object({ type: z.literal("pack"), pack: z.string(), resource: z.string().optional() }),
  recommend,
  z.object({ type: z.literal("athena"), request: athenaRequest }),
  /** A query of a pack that an API answers, with the values of its parameters. */
  z.object({
    type: z.literal("listing"),
    pack: z.string(),
    query: z.string(),
    listing: z.string(),
    values: z.record(z.string(), z.string()),
    window,
  }),
  /** An expression of PromQL over a window, at the time of the answer, and the values of a label. */
  z.object({ type: z.literal("promql"), expression: z.string(), window }),
  /** What loads a database in a window, compared with as long a time before. */
  z.object({ type: z.literal("top"), database: z.string(), window }),
  /** A query of OpenSearch; it names its own time. */
  z.object({ type: z.literal("ppl"), language: z.enum(["ppl", "sql"]), text: z.string() }),
  z.object({ type: z.literal("promqlNow"), expression: z.string() }),
  z.object({ type: z.literal("promqlLabel"), label: z.string(), window }),
  /** SNS topics and whether they reach Gumshoe; for one topic (its ARN) all subscriptions. */
  z.object({ type: z.literal("topics"), topic: z.string().optional() }),
  subscribe,
  /** The report of the thread's investigation, as a file. */
  z.object({ type: z.literal("report"), format: z.enum(["pdf", "md", "json"]) }),
  /** Opens a ticket of the thread's investigation in the tracker. */
  z.object({ type: z.literal("ticket") }),
  /** A tool of another system that the operator listed. */
  z.object({ type: z.literal("tool"), server: z.string(), tool: z.string(), values: z.record(z.string(), z.string()) }),
  /** Earlier investigations that look like the thread's. */
  z.object({ type: z.literal("similar") }),
  /** The statistics of the alarms of a window. */
  z.object({ type: z.literal("stats"), window, by: z.enum(["alarm", "team", "service"]) }),
  mute,
  /** A question in free words for the model: who asks, and where, because its looks need the same rights. */
  z.object({
    type: z.literal("free"),
    text: z.string(),
    zone: z.string(),
    asker: z.object({
      channel: z.string().optional(),
      belonging: z.enum(["member", "guest", "external", "unknown"]),
    }),
  }),
  /** The notifications that SNS or SQS gave up; or takes them once more. */
  z.object({ type: z.literal("deadLetters"), retry: z.boolean() }),
  /** Publishes a test notification on a topic. */
  z.object({ type: z.literal("publish"), topic: z.string() }),
  /** A change in AWS that waits for a second person. */
  z.object({ type: z.literal("held"), change: awsChange }),
]);
export type Question = z.infer<typeof question>;

/** A question as it is asked. `approves`: the query whose change a second person lets happen. */
export const askedQuestion = { id: z.string(), question, understood: z.string(), approves: z.string().exactOptional() };

/** The selected account and Region, by the names that people type. */
export const scope = z.object({ account: z.string().optional(), region: z.string().optional() });
export type Scope = z.infer<typeof scope>;
