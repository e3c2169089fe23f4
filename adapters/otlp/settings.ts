import { z } from "zod";

/** Where traces are sent. The names are those that every OpenTelemetry SDK knows. https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
export const otlpSettings = z.object({
  /** The address of a collector that takes OTLP over HTTP, without `/v1/traces`. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^\s/@?#]+(\/[^\s@?#]*)?$/, "is not an address such as http://collector.internal:4318")
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  /** Headers of each request: `name=value`, separated by commas. */
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .transform((text, context) => {
      const pairs = text.split(",").map((pair) => /^\s*([\w-]+)=(.+?)\s*$/.exec(pair));
      if (pairs.every((pair) => pair !== null))
        return Object.fromEntries(pairs.map(([, name, value]) => [name, decoded(value)]));
      context.addIssue("is not a list such as authorization=Bearer%20token,x-team=ops");
      return z.NEVER;
    })
    .optional(),
  /** The share of traces that are kept, 0 to 1; what is kept is kept whole, on all replicas. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0, "is not a share from 0 to 1")
    .max(1, "is not a share from 0 to 1")
    .default(1),
});

/** Values are percent-encoded. https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables */
function decoded(value = ""): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** What is missing beside other settings of traces. */
export function missingOfTraces(isSet: (name: string) => boolean): readonly string[] {
  if (isSet("OTEL_EXPORTER_OTLP_ENDPOINT") || !isSet("OTEL_EXPORTER_OTLP_HEADERS")) return [];
  return ["OTEL_EXPORTER_OTLP_ENDPOINT is not set, and OTEL_EXPORTER_OTLP_HEADERS is. Traces are sent there."];
}
