import { createHash, timingSafeEqual } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { App } from "../app.ts";
import { messageOf } from "../errors.ts";
import { createExemplars, OPEN_METRICS, toOpenMetrics } from "./open-metrics.ts";
import type { Mount } from "./server.ts";
import type { Tracing } from "./tracing/tracing.ts";

/** Bounds of both histograms, seconds: chat waits 3 s for an answer, SNS 15 s. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const NANOSECONDS = 1e9;

/** What the process tells of itself to Prometheus. */
export interface ProcessMetrics {
  /** The app, with its deliveries and commands counted and timed. */
  observe(app: App): App;
  readonly mount: Mount;
}

/**
 * `GET /metrics` in Prometheus' text format, for whoever has the token. `problems`: how many complaints stand now.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function createMetrics(deps: {
  readonly token: string;
  readonly problems: () => number;
  /** When a delivery last became durable. */
  readonly lastDelivery: () => Date | undefined;
  /** The traceparent of what runs now, so that histograms have exemplars; undefined where nothing is traced. */
  readonly traced?: Tracing["current"];
  readonly now: () => Date;
}): ProcessMetrics {
  const { token, problems, lastDelivery, traced, now } = deps;
  const exporter = new PrometheusExporter({
    preventServerStart: true,
    withoutScopeInfo: true,
    withoutTargetInfo: true,
  });
  const meter = new MeterProvider({ readers: [exporter] }).getMeter("gumshoe");
  const exemplars = createExemplars(BOUNDS);
  /** Records how long things took, with the trace of what runs as an example. */
  function timer(name: string, description: string) {
    const histogram = meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: BOUNDS } });
    return (started: number, labels: Readonly<Record<string, string>>): void => {
      const value = (performance.now() - started) / 1000;
      histogram.record(value, labels);
      const trace = traced?.();
      if (trace !== undefined) exemplars.record(name, labels, { value, trace, at: now() });
    };
  }
  const took = {
    delivery: timer("gumshoe_delivery_seconds", "Until deliveries were durable, or were refused by the store"),
    command: timer("gumshoe_command_seconds", "Until what people said was stored, answered or refused"),
  };
  const gauge = (name: string, description: string, value: () => number | undefined): void => {
    meter.createObservableGauge(name, { description }).addCallback((result) => {
      const current = value();
      if (current !== undefined) result.observe(current);
    });
  };
  const delay = monitorEventLoopDelay();
  delay.enable();
  gauge("gumshoe_last_delivery_timestamp_seconds", "When a delivery last became durable", () => {
    const last = lastDelivery();
    return last && last.getTime() / 1000;
  });
  gauge("gumshoe_problems", "Problems that stand now, as the page and the Home tab list them", problems);
  gauge("gumshoe_resident_memory_bytes", "Memory of the process", () => process.memoryUsage.rss());
  gauge("gumshoe_event_loop_delay_seconds", "How long the event loop was held up since the last look, p99", () => {
    const p99 = delay.percentile(99) / NANOSECONDS;
    delay.reset();
    return p99;
  });

  return {
    observe: (app) => ({
      ...app,
      async receive(inbound) {
        const started = performance.now();
        const received = await app.receive(inbound);
        const result = received.type === "reply" && received.refused ? "refused" : received.type;
        took.command(started, { result });
        return received;
      },
      async deliver(...delivered) {
        const started = performance.now();
        let outcome = "failed";
        try {
          await app.deliver(...delivered);
          outcome = "stored";
        } finally {
          for (const _ of delivered) took.delivery(started, { outcome });
        }
      },
    }),
    mount: {
      path: "/metrics",
      listener: (request, response) => {
        // Only OpenMetrics can write exemplars.
        const inOpenMetrics = traced && request.headers.accept?.includes("application/openmetrics-text") === true;
        if (!isToken(request.headers.authorization, token)) {
          response.writeHead(401, { "www-authenticate": "Bearer" }).end("METRICS_TOKEN is missing or wrong\n");
        } else if (inOpenMetrics) {
          exporter.collect().then(
            ({ resourceMetrics }) =>
              response.writeHead(200, { "content-type": OPEN_METRICS }).end(toOpenMetrics(resourceMetrics, exemplars)),
            (error: unknown) => response.writeHead(500).end(`${messageOf(error)}\n`),
          );
        } else exporter.getMetricsRequestHandler(request, response);
      },
    },
  };
}

function isToken(authorization: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${token}`));
}
