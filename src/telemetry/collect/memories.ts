import { createMemory, type Memory } from "./memory.ts";

/** The key of a firing: the name of its subject, and its time in epoch seconds. */
export interface FiringKey {
  readonly name: string;
  readonly onset: number;
}

/** The caches of the latest firings. */
export interface Memories {
  /** Creates an empty cache for a firing. */
  begun(firing: FiringKey): Memory;
  /** The cache of a firing; empty if it was dropped. */
  of(firing: FiringKey): Memory;
}

/** The most caches. One contains a day of minutes of up to some hundred metrics: a few megabytes. */
const MOST = 12;

/** The caches of this process; answers to other processes are not shared. */
export function createMemories(now: () => Date): Memories {
  const known = new Map<string, Memory>();

  function keep({ name, onset }: FiringKey, memory: Memory): Memory {
    const key = `${name} ${onset}`;
    known.delete(key);
    known.set(key, memory);
    for (const oldest of [...known.keys()].slice(0, -MOST)) known.delete(oldest);
    return memory;
  }

  return {
    begun: (firing) => keep(firing, createMemory(firing.onset, now)),
    of: (firing) => keep(firing, known.get(`${firing.name} ${firing.onset}`) ?? createMemory(firing.onset, now)),
  };
}
