import type { Findings } from "./diagnosis.ts";
import type { Scene } from "./scene.ts";

/** A pattern that appeared or multiplied, of the component itself or of another that names it. */
export type LogLead = Findings["patterns"][number];

const FEWEST = 3;
const MULTIPLIED = 4;

/** Patterns that speak for a component, the most telling first: its own, then those that name it. */
export function logsFor(scene: Scene, component: string): readonly LogLead[] {
  const known = scene.components.get(component);
  const names = [...new Set([component, known?.name ?? component])];
  return scene.findings.patterns
    .filter(isNews)
    .filter((pattern) => pattern.component === component || names.some((name) => mentions(pattern, name)))
    .toSorted((a, b) => Number(b.before === 0) - Number(a.before === 0) || b.count - a.count);
}

/** Patterns of errors and warnings that appeared or multiplied. */
export function isNews({ severity, count, before }: LogLead): boolean {
  return severity !== "info" && count >= FEWEST && count >= MULTIPLIED * before;
}

function mentions({ pattern, sample }: LogLead, name: string): boolean {
  return [pattern, sample].some((text) =>
    text.split(/[\s"'(),;:=<>/]+/).some((word) => word === name || word.replace(/[.]$/, "") === name),
  );
}
