import { z } from "zod";

/** A chart's data as kept in the archive: JSON, so missing values are null. */
export const chartBody = z.object({
  type: z.literal("chart"),
  title: z.string(),
  unit: z.string(),
  series: z.array(
    z.object({ name: z.string(), start: z.number(), step: z.number(), values: z.array(z.number().nullable()) }),
  ),
  threshold: z.number().optional(),
  /** Moments worth a line: epoch seconds and a short label. */
  markers: z.array(z.object({ at: z.number(), label: z.string() })).default([]),
});
export type ChartBody = z.infer<typeof chartBody>;
