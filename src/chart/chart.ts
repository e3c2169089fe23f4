import { z } from "zod";

/** Values on a regular grid: epoch seconds of the first, seconds between two, null for missing values. */
const grid = { start: z.number(), step: z.number() };
const values = z.array(z.number().nullable());

/** A chart's data in the archive: JSON, so missing values are null. It is stored for ever, so new fields must be optional. */
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
      /** Dashed for a line to compare with, such as "yesterday", whose start is moved to today. */
      style: z.enum(["solid", "dashed"]).optional(),
    }),
  ),
  threshold: z.number().optional(),
  /** Times that are marked by a line: epoch seconds and a short label. */
  markers: z
    .array(
      z.object({
        at: z.number(),
        label: z.string(),
        /** The onset of the symptom, a change to the system, or another time (default). */
        kind: z.enum(["onset", "change", "moment"]).optional(),
      }),
    )
    .default([]),
  /** Spans of a state, such as ALARM, in epoch seconds; the state selects the shade, default "alarm". */
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
  /** Resources with their states as a honeycomb, instead of lines. */
  cells: z
    .array(z.object({ name: z.string(), state: z.enum(["limit", "alarm", "well", "silent"]), text: z.string() }))
    .optional(),
  /** The usual range of the values. */
  band: z.object({ ...grid, lower: values, upper: values, label: z.string().optional() }).optional(),
});
export type ChartBody = z.infer<typeof chartBody>;
