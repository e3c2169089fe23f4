import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-node";
import { type SpanFacts, type Tracer, traceParent } from "../../src/tracing/tracer.ts";

/** A collector that does not answer holds nothing back: what is not sent by then is dropped. */
const PATIENCE_MS = 5_000;
/** Spans that wait for the collector; beyond them new ones are dropped. */
const MOST_WAITING = 4_096;
const MOST_LINKS = 32;

/** Sends spans in batches to `<endpoint>/v1/traces`. `share`: of the traces that begin here, 0 to 1. */
export function createTracer(options: {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly share: number;
}): Tracer {
  const { endpoint, headers, share } = options;
  const exporter = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: PATIENCE_MS,
  });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "gumshoe" }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, { maxQueueSize: MOST_WAITING, exportTimeoutMillis: PATIENCE_MS }),
    ],
  });
  const contexts = new AsyncLocalStorageContextManager().enable();
  const tracer = provider.getTracer("gumshoe");

  function run<T>(
    name: string,
    facts: SpanFacts,
    within: Context,
    links: readonly Link[],
    work: () => Promise<T>,
  ): Promise<T> {
    const options = { kind: SpanKind.INTERNAL, attributes: attributesOf(facts), links: [...links] };
    const span = tracer.startSpan(name, options, within);
    return contexts.with(trace.setSpan(within, span), () => ended(span, work));
  }

  return {
    span: (name, facts, work) => run(name, facts, contexts.active(), [], work),
    follow(name, facts, parents, work) {
      const [first, ...others] = parents.flatMap((parent) => spanContextOf(parent) ?? []);
      const within = first ? trace.setSpanContext(ROOT_CONTEXT, first) : ROOT_CONTEXT;
      const links = others.slice(0, MOST_LINKS).map((each) => ({ context: each }));
      return run(name, facts, within, links, work);
    },
    current() {
      const known = trace.getSpanContext(contexts.active());
      return known && `00-${known.traceId}-${known.spanId}-0${known.traceFlags & 1}`;
    },
    async stop() {
      contexts.disable();
      await provider.shutdown().catch(() => undefined);
    },
  };
}

/** Ends a span with what it times. */
async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A message may hold what people or programs wrote.
    span.setAttribute("error.type", error instanceof Error ? error.name : "unknown");
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

function attributesOf(facts: SpanFacts): Record<string, string | number> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`gumshoe.${name}`, value]));
}

function spanContextOf(parent: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = traceParent.safeParse(parent).data?.split("-") ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId, traceFlags: flags === "01" ? 1 : 0, isRemote: true };
}
