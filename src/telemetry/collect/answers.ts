import type { Seen, Window } from "../../findings/measured.ts";
import { SETTLED } from "../../investigation/looks/second-look.ts";
import { gapOf } from "../ports/gap.ts";

/** A question of a source: what names it, and the window that it is over. */
export interface Asked {
  readonly key: string;
  readonly window: Window;
}

/** The answers of one source, the newest to each question. */
export interface Answers<T> {
  /** The answer that needs not be asked for again. */
  settled(asked: Asked): Seen<T> | undefined;
  /** The settled answer, or a new one; where the source fails, what it said before, with that as a gap. Throws where it said nothing. */
  answer(asked: Asked, signal: AbortSignal, question: () => Promise<Seen<T>>): Promise<Seen<T>>;
  keep(asked: Asked, seen: Seen<T>): void;
}

/**
 * Answers of a source, called `source` in gaps. One without a gap that can be believed to two minutes after `onset` (epoch seconds)
 * has told all that led to it, and is settled until a window is asked that is twice as long.
 */
export function createAnswers<T>(source: string, onset: number): Answers<T> {
  const known = new Map<string, { readonly window: Window; readonly seen: Seen<T> }>();

  function settled({ key, window }: Asked): Seen<T> | undefined {
    const answer = known.get(key);
    if (!answer || answer.seen.gaps.length > 0 || answer.seen.horizon < onset + SETTLED) return undefined;
    const serves = answer.window.start <= window.start && lengthOf(window) < 2 * lengthOf(answer.window);
    return serves ? answer.seen : undefined;
  }

  function keep({ key, window }: Asked, seen: Seen<T>): void {
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
