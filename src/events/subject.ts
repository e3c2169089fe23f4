import { z } from "zod";

/** The alarm as it fired. Money, units and limits exactly as AWS wrote them. */
export const alarm = z.object({
  name: z.string(),
  description: z.string().optional(),
  arn: z.string().optional(),
  account: z.string(),
  region: z.string(),
  kind: z.enum(["metric", "math", "anomaly", "composite", "contributor", "other"]),
  /** The alarm's own sentence about why. */
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
  /** The value that crossed the threshold, when the reason tells it. */
  value: z.number().optional(),
  /** M of N: datapoints to alarm, evaluation periods. */
  datapointsToAlarm: z.number().optional(),
  evaluationPeriods: z.number().optional(),
  children: z.array(z.string()).default([]),
  contributor: z.object({ id: z.string(), attributes: z.record(z.string(), z.string()) }).optional(),
  /** It was found by asking CloudWatch: its notification never arrived, or it goes where Gumshoe does not listen. */
  swept: z.enum(["lost", "unheard"]).optional(),
  /** Labelled "simulated" wherever it is shown. */
  simulated: z.boolean().default(false),
});
export type Alarm = z.infer<typeof alarm>;

/** A notification that is no alarm, shown as a plain card. */
export const notice = z.object({
  title: z.string(),
  text: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])).default([]),
  nextSteps: z.array(z.string()).default([]),
  source: z.string(),
});
export type Notice = z.infer<typeof notice>;

/** What an investigation is about. */
export const subject = z.discriminatedUnion("type", [
  z.object({ type: z.literal("alarm"), alarm }),
  z.object({ type: z.literal("question"), text: z.string() }),
  z.object({ type: z.literal("notice"), notice }),
  z.object({
    type: z.literal("storm"),
    since: z.iso.datetime({ offset: true }),
    /** Labelled as an alarm is. */
    simulated: z.boolean().optional(),
  }),
]);
export type Subject = z.infer<typeof subject>;
