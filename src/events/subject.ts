import { z } from "zod";

/** The alarm as it fired. Units and limits are exactly as AWS wrote them. */
export const alarm = z.object({
  name: z.string(),
  description: z.string().optional(),
  arn: z.string().optional(),
  account: z.string(),
  region: z.string(),
  kind: z.enum(["metric", "math", "anomaly", "composite", "contributor", "other"]),
  /** CloudWatch's reason for the state. */
  reason: z.string(),
  metric: z
    .object({
      namespace: z.string(),
      name: z.string(),
      dimensions: z.record(z.string(), z.string()),
      statistic: z.string(),
      /** Seconds. */
      period: z.number(),
      unit: z.string().optional(),
    })
    .optional(),
  operator: z.string().optional(),
  threshold: z.number().optional(),
  /** The value that crossed the threshold, if the reason contains it. */
  value: z.number().optional(),
  /** M of N: datapoints to alarm, evaluation periods. */
  datapointsToAlarm: z.number().optional(),
  evaluationPeriods: z.number().optional(),
  children: z.array(z.string()).default([]),
  contributor: z.object({ id: z.string(), attributes: z.record(z.string(), z.string()) }).optional(),
  /** Set if the sweep found it: its notification never arrived, or it notifies no topic that Gumshoe receives. */
  swept: z.enum(["lost", "unheard"]).optional(),
  /** Labelled "simulated" wherever it is shown. */
  simulated: z.boolean().default(false),
});
export type Alarm = z.infer<typeof alarm>;

/** A notification that is not an alarm, shown as a plain card. */
export const notice = z.object({
  title: z.string(),
  text: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])).default([]),
  nextSteps: z.array(z.string()).default([]),
  source: z.string(),
});
export type Notice = z.infer<typeof notice>;

/** The subject of an investigation. */
export const subject = z.discriminatedUnion("type", [
  z.object({ type: z.literal("alarm"), alarm }),
  z.object({ type: z.literal("question"), text: z.string() }),
  z.object({ type: z.literal("notice"), notice }),
  z.object({
    type: z.literal("storm"),
    since: z.iso.datetime({ offset: true }),
    /** Labelled like a simulated alarm. */
    simulated: z.boolean().optional(),
  }),
]);
export type Subject = z.infer<typeof subject>;
