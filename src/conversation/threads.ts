import type { Directory } from "../store/directory.ts";
import type { Inbound } from "./inbound.ts";

/** The directory name of a thread. */
export const threadName = (thread: string): string => `thread/${thread}`;

/** Threads that a process caches. */
const KEPT = 10_000;

/** Finds the investigation that a thread shows. A name never changes once it is taken, so results are cached. */
export function createThreads(directory: Directory): { streamOf(inbound: Inbound): Promise<string | undefined> } {
  const streams = new Map<string, string>();
  return {
    async streamOf({ place, channel }) {
      if (place === undefined || place === channel) return undefined;
      const kept = streams.get(place);
      if (kept !== undefined) return kept;
      const stream = await directory.find(threadName(place));
      const oldest = streams.keys().next();
      if (streams.size >= KEPT && !oldest.done) streams.delete(oldest.value);
      if (stream !== undefined) streams.set(place, stream);
      return stream;
    },
  };
}
