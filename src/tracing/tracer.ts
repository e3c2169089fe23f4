import { z } from "zod";

/** What continues a trace in another process. https://www.w3.org/TR/trace-context/#traceparent-header */
export const traceParent = z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);

/**
 * Facts of a span: ids, kinds and counts. Never what people, alarms or telemetry say, because traces are read by others than those who may
 * read an investigation.
 */
export type SpanFacts = Readonly<Record<string, string | number>>;

/** Times what happens, and keeps what belongs together in one trace. What rejects is marked as failed, with the kind of its error only. */
export interface Tracer {
  /** Times a part of what runs now; where nothing does it begins a trace. */
  span<T>(name: string, facts: SpanFacts, run: () => Promise<T>): Promise<T>;
  /** Times what follows from earlier spans, of whatever process: in the trace of the first, linked with the others. Without any it begins a trace. */
  follow<T>(name: string, facts: SpanFacts, parents: readonly string[], run: () => Promise<T>): Promise<T>;
  /** The traceparent of the span that runs now; undefined where none does. */
  current(): string | undefined;
  /** Sends what is not sent yet, and ends. Never rejects. */
  stop(): Promise<void>;
}
