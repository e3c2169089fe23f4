import type { Directory } from "../store/directory.ts";
import type { Inbound } from "./inbound.ts";

/** The name under which a thread is found. */
export const threadName = (thread: string): string => `thread/${thread}`;

/** Threads that a process remembers. */
const KEPT = 10_000;

/** Which investigation a thread shows. Once taken a name never changes, so what was found is kept. */
export function createThreads(directory: Directory): { streamOf(inbound: Inbound): Promise<string | undefined> } {
  const known = new Map<string, string>();
  return {
    async streamOf({ place, channel }) {
      if (place === undefined || place === channel) return undefined;
      const kept = known.get(place);
      if (kept !== undefined) return kept;
      const stream = await directory.find(threadName(place));
      const oldest = known.keys().next();
      if (known.size >= KEPT && !oldest.done) known.delete(oldest.value);
      if (stream !== undefined) known.set(place, stream);
      return stream;
    },
  };
}
