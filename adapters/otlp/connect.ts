import type { TracerAdapter } from "../../src/process/tracing/tracing.ts";
import { missingOfTraces, otlpSettings } from "./settings.ts";

/** Sends traces to a collector over OTLP. Its packages are loaded only where one is set up. */
export const otlp: TracerAdapter = {
  settings: { schema: otlpSettings, missing: missingOfTraces },
  async connect(config) {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...own } = config.read(otlpSettings);
    if (endpoint === undefined) return undefined;
    const { createTracer } = await import("./tracer.ts");
    return createTracer({
      endpoint,
      headers: own.OTEL_EXPORTER_OTLP_HEADERS ?? {},
      share: own.OTEL_TRACES_SAMPLER_ARG,
    });
  },
};
