import type { Store } from "../../store/store.ts";
import type { Tracer } from "../../tracing/tracer.ts";

/** Times what is written. What follows from a commit names its trace, but for timers, which ring when that is long over. */
export function tracedStore(store: Store, tracer: Tracer): Store {
  return {
    ...store,
    append: (commit) =>
      tracer.span("store append", { stream: commit.stream, version: commit.version }, () => {
        const trace = tracer.current();
        if (trace === undefined) return store.append(commit);
        const work = commit.work.map((each) => (each.type === "wake" ? each : { ...each, trace }));
        return store.append({ ...commit, work });
      }),
    deliver: (deliveries) =>
      tracer.span("store deliver", { deliveries: deliveries.length }, () => store.deliver(deliveries)),
  };
}
