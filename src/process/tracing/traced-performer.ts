import type { Performer } from "../../lane/performer.ts";
import type { Step } from "../../store/store.ts";
import type { Tracer } from "../../tracing/tracer.ts";

/** Times what the lanes do, in the traces of what it follows from. */
export function tracedPerformer(performer: Performer, tracer: Tracer): Performer {
  return {
    chat: (lane, steps) =>
      tracer.follow("lane chat", { stream: lane.stream }, tracesOf(steps), () => performer.chat(lane, steps)),
    work: (lane, step) => {
      const facts = { stream: lane.stream, version: step.version, attempt: step.attempts + 1 };
      return tracer.follow(`lane ${step.work.type}`, facts, tracesOf([step]), () => performer.work(lane, step));
    },
    deliveries: (lane, steps) => {
      const facts = { stream: lane.stream, deliveries: steps.length };
      return tracer.follow("lane deliveries", facts, tracesOf(steps), () => performer.deliveries(lane, steps));
    },
    dead: (stream, step, error) =>
      tracer.follow("lane dead", { stream }, tracesOf([step]), () => performer.dead(stream, step, error)),
  };
}

/** The traces that steps belong to, each once: that of the first, then the others. */
function tracesOf(steps: readonly Step[]): readonly string[] {
  const all = steps.flatMap((step) => (step.kind === "work" ? step.work.trace : step.delivery.trace) ?? []);
  const byTrace = new Map(all.toReversed().map((trace) => [trace.split("-")[1], trace]));
  return [...byTrace.values()].toReversed();
}
