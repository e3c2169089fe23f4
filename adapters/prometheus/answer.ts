import { z } from "zod";
import { NotSeen } from "../../src/errors.ts";
import type { LabelledSeries, Series, Window } from "../../src/findings/measured.ts";
import type { Sample } from "../../src/telemetry/ports/prometheus.ts";

const labels = z.record(z.string(), z.string());
const point = z.tuple([z.number(), z.string()]);

/** https://prometheus.io/docs/prometheus/latest/querying/api/ */
const answered = z.discriminatedUnion("status", [
  z.object({ status: z.literal("success"), data: z.unknown(), warnings: z.array(z.string()).optional() }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);
const matrix = z.object({
  resultType: z.literal("matrix"),
  result: z.array(z.object({ metric: labels, values: z.array(point).default([]) })),
});
const atOnce = z.discriminatedUnion("resultType", [
  z.object({ resultType: z.literal("vector"), result: z.array(z.object({ metric: labels, value: point.optional() })) }),
  z.object({ resultType: z.literal("scalar"), result: point }),
  z.object({ resultType: z.literal("string"), result: point }),
  matrix,
]);

/** The data of an answer and its warnings. Throws the server's own words where it does not take the expression. */
export function dataOf(body: unknown): { readonly data: unknown; readonly warnings: readonly string[] } {
  const parsed = answered.safeParse(body);
  if (!parsed.success) throw new NotSeen("this is no answer of Prometheus", { remedy: "check PROMETHEUS" });
  if (parsed.data.status === "error") {
    throw new NotSeen(`Prometheus does not take it: ${parsed.data.error.replaceAll(/\s+/g, " ").slice(0, 300)}`, {
      remedy: "change the expression, or ask for a shorter time",
    });
  }
  return { data: parsed.data.data, warnings: parsed.data.warnings ?? [] };
}

/** The series of a range, each on the grid of the request: NaN where the server has no point. */
export function toSeries(data: unknown, window: Window, step: number): readonly LabelledSeries[] {
  return expected(matrix, data).result.map(({ metric, values }) => {
    const length = Math.floor((window.end - window.start) / step) + 1;
    const series: Series = { start: window.start, step, values: new Float64Array(length).fill(Number.NaN) };
    for (const [at, text] of values) {
      const index = Math.round((at - window.start) / step);
      if (index >= 0 && index < length) series.values[index] = numberOf(text);
    }
    return { label: nameOf(metric), series };
  });
}

/** The values of an expression at a moment; a scalar has no labels. */
export function toSamples(data: unknown): readonly Sample[] {
  const { resultType, result } = expected(atOnce, data);
  switch (resultType) {
    case "vector":
      return result.flatMap(({ metric, value }) => (value ? [{ labels: metric, value: numberOf(value[1]) }] : []));
    case "scalar":
      return [{ labels: {}, value: numberOf(result[1]) }];
    case "string":
      throw new NotSeen("the expression is a text", { remedy: "ask for numbers" });
    case "matrix":
      throw new NotSeen("the expression is a range of time", { remedy: "put it into a function such as rate(…)" });
    default:
      return resultType satisfies never;
  }
}

/** The values of a label. */
export function toValues(data: unknown): readonly string[] {
  return expected(z.array(z.string()), data).toSorted();
}

/** A series as PromQL writes it: `up{job="node"}`; "value" for one without labels. */
export function nameOf({ __name__: name = "", ...others }: Readonly<Record<string, string>>): string {
  const written = Object.entries(others).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return written.length === 0 ? name || "value" : `${name}{${written.join(", ")}}`;
}

function expected<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new NotSeen("this is no answer of Prometheus", { remedy: "check PROMETHEUS" });
  return parsed.data;
}

/** Prometheus writes the infinities as +Inf and -Inf. */
function numberOf(text: string): number {
  return Number(text.replace(/^([+-]?)Inf$/, "$1Infinity"));
}
