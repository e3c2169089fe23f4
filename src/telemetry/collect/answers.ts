import type { Seen, Window } from "../../findings/measured.ts";
import { SETTLED } from "../../investigation/looks/second-look.ts";
import { gapOf } from "../ports/gap.ts";

/** A question to a source: its key and its window. */
export interface CachedQuestion {
  readonly key: string;
  readonly window: Window;
}

/** The cached answers of one source, the newest for each question. */
export interface AnswerCache<T> {
  /** The cached answer, if it is final. */
  settled(asked: CachedQuestion): Seen<T> | undefined;
  /** The final answer, or a new one. If the source fails, the earlier answer with a gap; throws if there is no earlier answer. */
  answer(asked: CachedQuestion, signal: AbortSignal, question: () => Promise<Seen<T>>): Promise<Seen<T>>;
  keep(asked: CachedQuestion, seen: Seen<T>): void;
}

/**
 * Caches the answers of a source; `source` is its name in gaps. An answer without gaps that is complete up to two minutes after `onset`
 * (epoch seconds) is final, until a window of twice the length is asked for.
 */
export function createAnswers<T>(source: string, onset: number): AnswerCache<T> {
  const known = new Map<string, { readonly window: Window; readonly seen: Seen<T> }>();

  function settled({ key, window }: CachedQuestion): Seen<T> | undefined {
    const answer = known.get(key);
    if (!answer || answer.seen.gaps.length > 0 || answer.seen.horizon < onset + SETTLED) return undefined;
    const serves = answer.window.start <= window.start && lengthOf(window) < 2 * lengthOf(answer.window);
    return serves ? answer.seen : undefined;
  }

  function keep({ key, window }: CachedQuestion, seen: Seen<T>): void {
    known.set(key, { window, seen });
  }

  return {
    settled,
    keep,
    async answer(asked, signal, question) {
      signal.throwIfAborted();
      const kept = settled(asked);
      if (kept) return kept;
      try {
        const seen = await question();
        keep(asked, seen);
        return seen;
      } catch (error) {
        const before = known.get(asked.key)?.seen;
        if (signal.aborted || !before) throw error;
        return { ...before, gaps: [...before.gaps, gapOf(source, error)] };
      }
    },
  };
}

function lengthOf({ start, end }: Window): number {
  return end - start;
}
