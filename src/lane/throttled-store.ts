import pLimit from "p-limit";
import type { Lane, Store } from "../store/store.ts";

/**
 * The store for the lanes, with few calls at a time, so that acknowledgements to people never wait for calls of the lanes. A delayed
 * lane loses little, because it handles everything that is due in one round.
 */
export function throttledStore(store: Store, atOnce: number): Store {
  const limit = pLimit(atOnce);

  function throttledLane(lane: Lane): Lane {
    return {
      stream: lane.stream,
      name: lane.name,
      signal: lane.signal,
      get memory() {
        return lane.memory;
      },
      due: (now) => limit(() => lane.due(now)),
      complete: (steps) => limit(() => lane.complete(steps)),
      postpone: (step, until) => limit(() => lane.postpone(step, until)),
      remember: (memory, when) => limit(() => lane.remember(memory, when)),
      release: (done) => limit(() => lane.release(done)),
    };
  }

  return {
    read: (stream, after) => limit(() => store.read(stream, after)),
    append: (commit) => limit(() => store.append(commit)),
    erase: (stream, through) => limit(() => store.erase(stream, through)),
    deliver: (deliveries) => limit(() => store.deliver(deliveries)),
    due: (now, count) => limit(() => store.due(now, count)),
    async take(stream, lane) {
      const taken = await limit(() => store.take(stream, lane));
      return taken && throttledLane(taken);
    },
  };
}
