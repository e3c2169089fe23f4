import { z } from "zod";

/** A metric that an alarm reads. */
const metric = z.object({
  namespace: z.string(),
  name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  statistic: z.string(),
  /** Seconds. */
  period: z.number(),
  unit: z.string().optional(),
  /** The account that owns it, if it is another than the alarm's. */
  account: z.string().exactOptional(),
});

/** The query of an alarm that watches no single metric. */
const expression = z.object({
  language: z.enum(["math", "insights", "promql", "log"]),
  text: z.string(),
  /** Its name, chosen by the alarm's author. */
  label: z.string().optional(),
  /** Seconds. */
  period: z.number(),
  /** The metrics and expressions that it names by their ids. */
  inputs: z.array(z.object({ id: z.string(), text: z.string().optional(), metric: metric.optional() })).default([]),
  /** The log groups that a log alarm searches. */
  logGroups: z.array(z.string()).default([]),
});

/** The alarm as it fired. Units and limits are exactly as AWS wrote them. */
export const alarm = z.object({
  name: z.string(),
  description: z.string().optional(),
  arn: z.string().optional(),
  account: z.string(),
  region: z.string(),
  kind: z.enum(["metric", "math", "anomaly", "composite", "contributor", "insights", "promql", "log", "other"]),
  /** CloudWatch's reason for the state. */
  reason: z.string(),
  metric: metric.optional(),
  /** Its query, if it is no single metric. */
  expression: expression.optional(),
  operator: z.string().optional(),
  threshold: z.number().optional(),
  /** The value that crossed the threshold, if the reason contains it. */
  value: z.number().optional(),
  /** M of N: datapoints to alarm, evaluation periods. */
  datapointsToAlarm: z.number().optional(),
  evaluationPeriods: z.number().optional(),
  /** Names of the alarms of a composite alarm; those that triggered it are in `triggering`. */
  children: z.array(z.string()).default([]),
  triggering: z.array(z.string()).optional(),
  /** The rule of a composite alarm. */
  rule: z.string().optional(),
  /** Set while its actions are muted by a mute rule or suppressed by another alarm: by whom, and until when. */
  silenced: z.object({ how: z.enum(["muted", "suppressed"]), by: z.string(), until: z.string().optional() }).optional(),
  /** The link to its runbook, from its description. */
  runbook: z.string().optional(),
  /** Tags of the alarm: team, owner, service. */
  tags: z.record(z.string(), z.string()).optional(),
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
  /** What happened, as the service calls it: FAILED, HIGH. */
  word: z.string().optional(),
  /** Whether that is bad news. */
  mood: z.enum(["bad", "warning", "good", "info"]).optional(),
  /** ARNs or names of the resources that it is about. */
  resources: z.array(z.string()).optional(),
  /** Its page in AWS's console. */
  link: z.string().optional(),
  /** The service's own time, account and Region. */
  at: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
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
