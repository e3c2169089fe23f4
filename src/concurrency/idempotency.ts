/** Runs what an event asks for; a repeat of the same event waits for the first and does nothing. What failed may be tried again. */
export type Idempotent = (id: string, run: () => Promise<(() => Promise<void>) | undefined>) => Promise<void>;

/** Platforms repeat within minutes what they take for lost. */
const KEPT = 10_000;

/** `run` resolves once all is stored, with what is said afterwards: that holds up no acknowledgement. */
export function createIdempotency(): Idempotent {
  const taken = new Map<string, Promise<void>>();
  return (id, run) => {
    const known = taken.get(id);
    if (known) return known;
    const running = run().then(
      (after) => void after?.(),
      (error: unknown) => {
        taken.delete(id);
        throw error;
      },
    );
    const oldest = taken.keys().next();
    if (taken.size >= KEPT && !oldest.done) taken.delete(oldest.value);
    taken.set(id, running);
    return running;
  };
}
