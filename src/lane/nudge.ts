/** Makes a running lane look again: something was appended while it worked. */
export interface Nudge {
  again(): void;
  /** Returns whether the lane was nudged since the last call. */
  take(): boolean;
  /** Returns whether it was nudged since the last {@link take}. */
  given(): boolean;
  /** Resolves at the next nudge. */
  next(): Promise<void>;
}

/** Creates a nudge that has not been given. */
export function createNudge(): Nudge {
  let given = false;
  let wake: () => void = () => undefined;
  return {
    again() {
      given = true;
      wake();
    },
    take() {
      const was = given;
      given = false;
      return was;
    },
    given: () => given,
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (given) resolve();
      }),
  };
}
