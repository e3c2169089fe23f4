import pLimit from "p-limit";
import { unlessAborted } from "../../concurrency/unless-aborted.ts";
import type { Gap } from "../../events/events.ts";
import type { Seen } from "../../findings/measured.ts";
import { gapOf } from "../ports/gap.ts";

/** Asks ports in parallel within a time budget, and collects the gaps. */
export interface Asker {
  /** The answer, or `fallback` and a gap if the port fails or the time is over. */
  ask<T>(source: string, what: string, fallback: T, question: (signal: AbortSignal) => Promise<Seen<T>>): Promise<T>;
  gaps(): readonly Gap[];
  /** The questions without an answer yet, in the order of asking. */
  pending(): readonly string[];
  /** The earliest horizon of each source that answered, epoch seconds. */
  horizons(): Readonly<Record<string, number>>;
}

/** The most parallel questions to one source, so that a slow source does not delay the others. */
const AT_ONCE = 6;

/** An asker whose budget starts now; `signal` aborts all questions. */
export function createAsker(options: {
  readonly budgetMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, planned: number, looking: string) => void;
}): Asker {
  const over = AbortSignal.timeout(Math.max(1, options.budgetMs));
  const signal = AbortSignal.any([options.signal, over]);
  const limits = new Map<string, ReturnType<typeof pLimit>>();
  const gaps: Gap[] = [];
  const horizons = new Map<string, number>();
  const open = new Set<{ readonly what: string }>();
  let done = 0;
  let planned = 0;

  async function attempt<T>(
    source: string,
    what: string,
    fallback: T,
    question: (signal: AbortSignal) => Promise<Seen<T>>,
  ): Promise<T> {
    try {
      signal.throwIfAborted();
      const seen = await unlessAborted(question(signal), signal);
      gaps.push(...seen.gaps);
      horizons.set(source, Math.min(horizons.get(source) ?? Number.POSITIVE_INFINITY, seen.horizon));
      return seen.value;
    } catch (error) {
      gaps.push(over.aborted ? { what, reason: "not reached in time", remedy: "look again" } : gapOf(what, error));
      return fallback;
    } finally {
      done += 1;
      if (!signal.aborted) options.onProgress(done, planned, what);
    }
  }

  return {
    ask(source, what, fallback, question) {
      planned += 1;
      const asked = { what };
      open.add(asked);
      const limit = limits.get(source) ?? pLimit(AT_ONCE);
      limits.set(source, limit);
      return limit(() => attempt(source, what, fallback, question)).finally(() => open.delete(asked));
    },
    pending: () => [...open].map(({ what }) => what),
    gaps: () => unique(gaps),
    horizons: () => Object.fromEntries(horizons),
  };
}

function unique(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map((gap) => [`${gap.what}\n${gap.reason}`, gap])).values()];
}
