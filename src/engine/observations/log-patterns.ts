import type { Findings } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import { settings } from "../settings.ts";

/** A pattern that appeared or multiplied, written by the component or by another that names it. */
export type NewPattern = Findings["patterns"][number];

/** The findings, with components by id. */
export interface LogView {
  readonly findings: Findings;
  readonly components: ReadonlyMap<string, Component>;
}

/** Patterns that support a component, the most significant first: its own that name none of its callees, and its callers' that name it. */
export function logsFor({ findings, components }: LogView, component: string): readonly NewPattern[] {
  const names = namesOf(components.get(component), component);
  const own = new Set(ownLogs(findings, components, component));
  const inward = findings.graph.edges.filter(({ from, to }) => to === component && from !== component);
  const callers = new Set(inward.map(({ from }) => from));
  return findings.patterns
    .filter(isNewPattern)
    .filter((pattern) => own.has(pattern) || (callers.has(pattern.component) && mentions(pattern, names)))
    .toSorted((a, b) => Number(b.before === 0) - Number(a.before === 0) || b.count - a.count);
}

/** A component's new patterns that name none of its callees. */
export function ownLogs(
  findings: Findings,
  components: ReadonlyMap<string, Component>,
  id: string,
): readonly NewPattern[] {
  const below = findings.graph.edges.filter(({ from, to }) => from === id && to !== id);
  return findings.patterns.filter(
    (pattern) =>
      pattern.component === id &&
      isNewPattern(pattern) &&
      !below.some(({ to }) => mentions(pattern, namesOf(components.get(to), to))),
  );
}

/** New lines of a component that name another. */
export function accusing(
  { patterns }: Findings,
  components: ReadonlyMap<string, Component>,
  from: string,
  to: string,
): readonly NewPattern[] {
  const names = namesOf(components.get(to), to);
  return patterns.filter((each) => each.component === from && isNewPattern(each) && mentions(each, names));
}

/** How many new lines of a component name another. */
export function accusations(
  findings: Findings,
  components: ReadonlyMap<string, Component>,
  from: string,
  to: string,
): number {
  return accusing(findings, components, from, to).reduce((sum, { count }) => sum + count, 0);
}

function namesOf(component: Component | undefined, id: string): readonly string[] {
  return [...new Set([id, component?.name ?? id])];
}

/** Whether a pattern of errors or warnings appeared or multiplied. */
export function isNewPattern(log: NewPattern): boolean {
  return log.severity !== "info" && hasMultiplied(log);
}

/** Whether a count appeared, or multiplied compared with an equally long time before. */
export function hasMultiplied({ count, before }: Pick<NewPattern, "count" | "before">): boolean {
  return count >= settings.fewestLines && count >= settings.multiplied * before;
}

function mentions({ pattern, sample }: NewPattern, names: readonly string[]): boolean {
  return [pattern, sample].some((text) => names.some((name) => containsName(text, name)));
}

/** Whether a text names one of the component's callees. */
export function namesCallee(
  text: string,
  { graph }: Findings,
  components: ReadonlyMap<string, Component>,
  id: string,
): boolean {
  const below = graph.edges.filter(({ from, to }) => from === id && to !== id);
  return below.some(({ to }) => namesOf(components.get(to), to).some((name) => containsName(text, name)));
}

/** Whether a line names a component besides its writer and the writer's callers: its error may be about that one. */
export function namesAnother(log: NewPattern, { findings, components }: LogView): boolean {
  const { component: writer } = log;
  const callers = new Set(findings.graph.edges.flatMap(({ from, to }) => (to === writer ? from : [])));
  return [...components].some(([id, known]) => id !== writer && !callers.has(id) && mentions(log, namesOf(known, id)));
}

/** Whether a text contains a name as a whole, not as part of a longer one. */
function containsName(text: string, name: string): boolean {
  if (name === "") return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before = " ", after = " "] = [text[at - 1], text[at + name.length]];
    if (!/[\w-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}
