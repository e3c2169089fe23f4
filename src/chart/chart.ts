import { z } from "zod";

/** Values on a regular grid: epoch seconds of the first, seconds between two, null where nothing was measured. */
const grid = { start: z.number(), step: z.number() };
const values = z.array(z.number().nullable());

/** A chart's data as kept in the archive: JSON, so missing values are null. Kept for ever: grow it by optional fields. */
export const chartBody = z.object({
  type: z.literal("chart"),
  title: z.string(),
  /** CloudWatch's unit or a plain one: "Milliseconds", "seconds", "%", "Bytes", "per min". */
  unit: z.string(),
  series: z.array(
    z.object({
      name: z.string(),
      ...grid,
      values,
      /** Dashed for what is compared with: "yesterday", its start moved to lie over today. */
      style: z.enum(["solid", "dashed"]).optional(),
    }),
  ),
  threshold: z.number().optional(),
  /** Moments worth a line: epoch seconds and a short label. */
  markers: z
    .array(
      z.object({
        at: z.number(),
        label: z.string(),
        /** The onset of the trouble, a change to the system, or another moment, which is the default. */
        kind: z.enum(["onset", "change", "moment"]).optional(),
      }),
    )
    .default([]),
  /** Spans of a state in epoch seconds, such as ALARM; the state says how to shade, and is "alarm" by default. */
  bands: z
    .array(
      z.object({
        from: z.number(),
        to: z.number(),
        label: z.string(),
        state: z.enum(["alarm", "ok", "other"]).optional(),
      }),
    )
    .optional(),
  /** Between what limits values are usual. */
  band: z.object({ ...grid, lower: values, upper: values, label: z.string().optional() }).optional(),
});
export type ChartBody = z.infer<typeof chartBody>;
