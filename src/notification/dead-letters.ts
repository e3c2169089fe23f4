/** A notification that did not arrive, and that its queue keeps. */
export interface DeadLetter {
  /** When the queue got it, epoch seconds. */
  readonly at: number;
  /** What it says of itself, which may be a lie: text from outside. */
  readonly says: string;
  /** Why it is refused even now; undefined if a retry takes it. */
  readonly refusal: string | undefined;
}

/** What a retry did. */
export interface Retried {
  /** Those that are stored now, and no longer in their queue. */
  readonly taken: readonly DeadLetter[];
  readonly left: readonly DeadLetter[];
}

/** The notifications that SNS or SQS gave up. Each call rejects with a NotSeen that names the remedy. */
export interface DeadLetters {
  /** About how many there are. */
  readonly count: (signal: AbortSignal) => Promise<number>;
  /** Some of them, the oldest first, as many as are read at once. */
  readonly list: (signal: AbortSignal) => Promise<readonly DeadLetter[]>;
  /** Takes some of them as if they had just arrived: verified and stored first, then removed. */
  readonly retry: (signal: AbortSignal) => Promise<Retried>;
}
