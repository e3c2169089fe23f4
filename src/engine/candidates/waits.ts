import type { Scene } from "../scene/scene.ts";

/** The symptom's component and all its synchronous dependencies; for a queue also its consumers. */
export function waitedFor(scene: Scene): ReadonlySet<string> {
  return spread(scene, (edge, found) => (found.has(edge.from) ? edge.to : undefined));
}

export function symptomCallers(scene: Scene): ReadonlySet<string> {
  return spread(scene, (edge, found) => (found.has(edge.to) ? edge.from : undefined));
}

interface Hop {
  readonly from: string;
  readonly to: string;
}

export function spread(
  { findings }: Scene,
  next: (edge: Hop, found: ReadonlySet<string>) => string | undefined,
): ReadonlySet<string> {
  const { symptom, graph } = findings;
  const queued = symptom.signal === "age" || symptom.signal === "backlog";
  const found = new Set([symptom.component]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const edge of graph.edges) {
      if (edge.asynchronous && !queued) continue;
      const id = next(edge, found);
      if (id !== undefined) found.add(id);
    }
  }
  return found;
}
