import type { Window } from "../../findings/measured.ts";
import type { Trace } from "../../findings/trace.ts";
import type { Asker } from "../collect/asker.ts";
import type { Telemetry } from "../ports/ports.ts";
import type { LocatedSymptom } from "../resources/locate.ts";

/** Seconds before a window that say what is usual. */
const BEFORE = 3_600;

/** Asks which requests failed where the symptom shows or below, in a window and in the hour before it; nothing where no calls are followed there. */
export function askFailed(
  { traces }: Telemetry,
  asker: Asker,
  { components: [id], graph }: LocatedSymptom,
  { start, end }: Window,
): readonly Promise<readonly Trace[]>[] {
  const isFollowed = graph.edges.some(({ from, to }) => from === id || to === id);
  const name = graph.components.find((component) => component.id === id)?.name;
  if (!traces || !isFollowed || name === undefined) return [];
  const both = { start: start - BEFORE, end };
  return [
    asker.ask<readonly Trace[]>("traces", `failed requests through ${name}`, [], (signal) =>
      traces.find(both, signal, name, "faults"),
    ),
  ];
}
