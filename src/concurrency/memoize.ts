/** One answer, kept for a while and shared by all who ask. */
export interface Memo<T> {
  /** The kept answer, or a new one; those who ask at once share one load. A failed one is only its own loader's failure. */
  get(load: () => Promise<T>): Promise<T>;
}

/** Keeps an answer for some milliseconds. */
export function createMemo<T>(milliseconds: number, now: () => Date): Memo<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | undefined;
  const self: Memo<T> = {
    get(load) {
      const at = now().getTime();
      if (kept && kept.until > at) return kept.value.catch(() => self.get(load));
      const value = load();
      kept = { value, until: at + milliseconds };
      value.catch(() => {
        if (kept?.value === value) kept = undefined;
      });
      return value;
    },
  };
  return self;
}

/** The same where it is always loaded in one way. */
export function memoizeFor<T>(milliseconds: number, now: () => Date, load: () => Promise<T>): () => Promise<T> {
  const kept = createMemo<T>(milliseconds, now);
  return () => kept.get(load);
}

/** Answers that are kept a key, the oldest first forgotten. */
const KEPT_KEYS = 5_000;

/** The same a key: each answer is kept for some milliseconds. */
export function memoizeEach<T>(
  milliseconds: number,
  now: () => Date,
  load: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  const memos = new Map<string, Memo<T>>();
  return (key) => {
    const memo = memos.get(key) ?? createMemo<T>(milliseconds, now);
    const oldest = memos.keys().next();
    if (memos.size >= KEPT_KEYS && !oldest.done) memos.delete(oldest.value);
    memos.set(key, memo);
    return memo.get(() => load(key));
  };
}
