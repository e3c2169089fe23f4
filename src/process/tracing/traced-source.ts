import type { Tracer } from "../../tracing/tracer.ts";
import type { Source } from "../source.ts";
import { tracedTelemetry } from "./traced-telemetry.ts";

/** Times each call of a source's telemetry. */
export function tracedSource(source: Source, tracer: Tracer): Source {
  const { telemetryFor } = source;
  if (!telemetryFor) return source;
  return {
    ...source,
    telemetryFor(...asked) {
      const telemetry = telemetryFor(...asked);
      return telemetry && tracedTelemetry(telemetry, tracer);
    },
  };
}
