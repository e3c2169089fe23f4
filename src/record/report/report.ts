import { z } from "zod";
import type { Question } from "../../events/events.ts";

/** The formats in which a report is written. */
export type ReportFormat = Extract<Question, { type: "report" }>["format"];

/** The templates: Gumshoe's own order of sections, or that of a Correction of Error. */
export const reportTemplate = z.enum(["report", "coe"]);
export type ReportTemplate = z.infer<typeof reportTemplate>;

const moment = z.object({
  /** ISO. */
  at: z.string(),
  kind: z.enum(["alarm", "change", "finding", "decision", "action", "note"]),
  by: z.string().optional(),
  text: z.string(),
  id: z.string().optional(),
});

/** A finding with its evidence id. `chart`: the archive id of its picture. */
const finding = z.object({ id: z.string(), sentence: z.string(), chart: z.string().optional() });

const unchecked = z.object({ what: z.string(), reason: z.string(), remedy: z.string().optional() });

/** How long something took since the alarm fired, or why that is not known. */
const responseTime = z.object({
  what: z.string(),
  /** ISO: when it was reached. */
  at: z.string().optional(),
  /** Seconds. */
  seconds: z.number().optional(),
  unknown: z.string().optional(),
});

const cause = z.object({
  id: z.string(),
  standing: z.enum(["POSSIBLE", "LIKELY", "CONFIRMED"]),
  statement: z.string(),
  /** Who accepted it, and when (ISO); undefined: nobody decided. */
  accepted: z.object({ by: z.string(), at: z.string() }).optional(),
  supports: z.array(finding),
  contradicts: z.array(finding),
  unchecked: z.array(unchecked),
  refutedBy: z.string(),
});

/** Requests of the component that the alarm is about, counted over the whole incident. Epoch seconds. */
const measuredImpact = z.object({
  component: z.string(),
  from: z.number(),
  to: z.number(),
  requests: z.number(),
  failed: z.number(),
  /** The time up to which the metrics are complete. */
  horizon: z.number(),
});
export type MeasuredImpact = z.infer<typeof measuredImpact>;

/** What a report says: facts of the record, and apart from them what people added. All times are ISO in UTC. */
export const report = z.object({
  number: z.string(),
  title: z.string(),
  simulated: z.boolean(),
  madeAt: z.string(),
  status: z.enum(["open", "closed"]),
  account: z.string().optional(),
  region: z.string().optional(),
  severity: z.string().optional(),
  verdict: z.string().optional(),
  /** Its resolution in the words of whoever closed it. */
  closed: z.object({ by: z.string(), at: z.string(), resolution: z.string().optional() }).optional(),
  impact: z.object({
    /** From the first firing to the last recovery. */
    firedAt: z.string().optional(),
    recoveredAt: z.string().optional(),
    seconds: z.number().optional(),
    firings: z.number(),
    /** How many alarms a storm has. */
    alarms: z.number().optional(),
    limit: z.string().optional(),
    measured: measuredImpact.optional(),
    /** Why the requests could not be counted. */
    unmeasured: z.string().optional(),
    findings: z.array(finding),
  }),
  responseTimes: z.array(responseTime),
  timeline: z.array(moment),
  causes: z.array(cause),
  /** The alarm's own chart: its archive id, and its finding in words. */
  chart: z.object({ archive: z.string(), alt: z.string() }).optional(),
  ruledOut: z.array(
    z.object({ id: z.string(), statement: z.string(), by: z.string().optional(), reason: z.string().optional() }),
  ),
  normal: z.object({ checked: z.number(), normal: z.number() }).optional(),
  unchecked: z.array(unchecked),
  /** Five whys: what the record answers, and prompts where it does not. */
  whys: z.array(z.object({ question: z.string(), answer: z.string().optional() })),
  actions: z.array(z.object({ text: z.string(), owner: z.string().optional(), from: z.string() })),
  notes: z.array(z.object({ at: z.string(), by: z.string(), text: z.string(), keptBy: z.string().optional() })),
});
export type Report = z.infer<typeof report>;
