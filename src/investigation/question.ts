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
  took: z.object({ calls: z.number(), dollars: z.number() }).optional(),
  failed: z.boolean().default(false),
});
export type Answer = z.infer<typeof answer>;

const athenaRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("named"), name: z.string(), values: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal("sql"), sql: z.string() }),
]);

/** A query as understood: times resolved to epoch seconds. */
export const question = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("metrics"),
    namespace: z.string(),
    metric: z.string(),
    dimensions: z.record(z.string(), z.string()),
    statistic: z.string(),
    period: z.number(),
    window,
    /** More lines of the same chart. */
    also: z
      .array(
        z.object({
          namespace: z.string(),
          metric: z.string(),
          dimensions: z.record(z.string(), z.string()),
          statistic: z.string(),
          period: z.number(),
        }),
      )
      .readonly()
      .default([]),
    /** Seconds back to the time that it is compared with. */
    compare: z.number().optional(),
  }),
  /** Metric math or Metrics Insights SQL. */
  z.object({ type: z.literal("expression"), expression: z.string(), period: z.number(), window }),
  /** A short metric ("errors", "p99") of a component; the telemetry resolves it. */
  z.object({ type: z.literal("signal"), signal: z.string(), component: z.string().optional(), window }),
  z.object({ type: z.literal("changes"), window, resource: z.string().optional() }),
  /** Logs Insights; `text` is its query. */
  z.object({ type: z.literal("logs"), groups: z.array(z.string()).readonly(), text: z.string(), window }),
  z.object({ type: z.literal("traces"), component: z.string().optional(), window }),
  z.object({ type: z.literal("topology"), component: z.string().optional(), window }),
  z.object({
    type: z.literal("alarms"),
    state: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]).optional(),
    prefix: z.string().optional(),
    /** Whether each of them reaches Gumshoe is asked, too. */
    reach: z.boolean().default(false),
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
