import { z } from "zod";

/** Seconds since 1970, start inclusive, end exclusive. */
export const window = z.object({ start: z.number(), end: z.number() });

/** What a question brought, or why it brought nothing. */
export const answer = z.object({
  sentence: z.string(),
  /** The exact query, to copy, edit and run again. */
  query: z.string(),
  columns: z.array(z.object({ name: z.string(), numeric: z.boolean().optional() })).default([]),
  rows: z.array(z.array(z.string())).default([]),
  /** Rows beyond those kept here. */
  more: z.number().default(0),
  archive: z.string().optional(),
  /** Archive id of all rows, when they are more than a message shows. */
  table: z.string().optional(),
  horizon: z.number().optional(),
  /** The same in the source's own console. */
  link: z.string().optional(),
  /** Says that the data is not a real system's: "simulated". */
  label: z.string().optional(),
  /** Whose data it is, where that is another account than Gumshoe's own: "shared (444455556666)". */
  account: z.string().optional(),
  /** What it took: calls, and roughly how many dollars. */
  took: z.object({ calls: z.number(), dollars: z.number(), atLeast: z.boolean().optional() }).optional(),
  /** What can be done now: the command that does it, and its effect in words. */
  offer: z.object({ label: z.string(), command: z.string(), effect: z.string() }).optional(),
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

/** In which the answer's times are told, IANA; UTC where it is left out. */
const zone = z.string().optional();

const athenaRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("named"), name: z.string(), values: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal("sql"), sql: z.string() }),
]);

/** A query as understood: times resolved to epoch seconds. */
export const question = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("metrics"),
    ...metric.shape,
    window,
    /** More lines of the same chart. */
    also: z.array(metric).readonly().default([]),
    /** Seconds back to the time that it is compared with. */
    compare: z.number().optional(),
    /** Between which limits its values usually lie is shown, too. */
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
  z.object({
    type: z.literal("alarms"),
    state: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]).optional(),
    prefix: z.string().optional(),
    /** Whether each of them reaches Gumshoe is asked, too. */
    reach: z.boolean().default(false),
  }),
  /** When an alarm changed: the thread's own where none is named. `zone`: in which its times are told, IANA. */
  z.object({ type: z.literal("alarmHistory"), name: z.string().optional(), window, zone: z.string() }),
  /** An alarm to create, or to change. Written only with the token that its preview gave; `topic`: an ARN. */
  z.object({
    type: z.literal("alarm"),
    name: z.string(),
    metric,
    operator: z.enum([">", "≥", "<", "≤"]),
    threshold: z.number(),
    datapoints: z.number(),
    periods: z.number(),
    topic: z.string().optional(),
    token: z.string().optional(),
  }),
  z.object({ type: z.literal("athena"), request: athenaRequest }),
  /** SNS topics and whether they reach Gumshoe; of one topic (its ARN) all subscriptions. */
  z.object({ type: z.literal("topics"), topic: z.string().optional() }),
  /** Has a topic deliver to Gumshoe. */
  z.object({ type: z.literal("subscribe"), topic: z.string() }),
  /** Says a test notification on a topic. */
  z.object({ type: z.literal("publish"), topic: z.string() }),
]);
export type Question = z.infer<typeof question>;

/** Which account and Region are looked at: as people name them. */
export const scope = z.object({ account: z.string().optional(), region: z.string().optional() });
export type Scope = z.infer<typeof scope>;
