/** What is to be done later in this process. It is kept in memory only: the store's index names what a crash forgot. */
export interface Schedule {
  /** Plans an act under a key, instead of a later one with that key. What lies over an hour ahead is left to the index. */
  set(key: string, at: number, act: () => void): void;
  cancel(key: string): void;
  clear(): void;
}

const FARTHEST_MS = 3_600_000;
/** Each costs a timer and a closure; beyond that the index has to do. */
const MOST = 20_000;

export function createSchedule(now: () => Date): Schedule {
  const planned = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>();
  function cancel(key: string): void {
    clearTimeout(planned.get(key)?.timer);
    planned.delete(key);
  }
  return {
    set(key, at, act) {
      const ms = at - now().getTime();
      const known = planned.get(key);
      if (ms > FARTHEST_MS || (known ? known.at <= at : planned.size >= MOST)) return;
      cancel(key);
      const timer = setTimeout(() => {
        planned.delete(key);
        act();
      }, ms);
      timer.unref();
      planned.set(key, { at, timer });
    },
    cancel,
    clear() {
      for (const key of [...planned.keys()]) cancel(key);
    },
  };
}
