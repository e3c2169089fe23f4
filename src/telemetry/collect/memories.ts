import { createMemory, type Memory } from "./memory.ts";

/** Which firing is looked at: by a name of what is looked at, and since when, epoch seconds. */
export interface Firing {
  readonly name: string;
  readonly onset: number;
}

/** The memories of the firings that were looked at last. */
export interface Memories {
  /** A memory of nothing, from now on the firing's. */
  begun(firing: Firing): Memory;
  /** The firing's memory, of nothing where it was forgotten. */
  of(firing: Firing): Memory;
}

/** One holds a day of minutes of up to some hundred metrics: a few megabytes. */
const MOST = 12;

/** Memories of this process: what another one was answered is asked for once more. */
export function createMemories(now: () => Date): Memories {
  const known = new Map<string, Memory>();

  function keep({ name, onset }: Firing, memory: Memory): Memory {
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
