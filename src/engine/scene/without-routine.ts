import type { Findings } from "../../findings/findings.ts";
import { isNewPattern, type NewPattern } from "../observations/log-patterns.ts";
import { settings } from "../settings.ts";

/**
 * Leaves out lines that look new at a component and that another one writes about as often all along: what a shared library says once in a
 * while is new at one of many components at any time.
 */
export function withoutRoutine(findings: Findings): Findings {
  const writers = Map.groupBy(findings.patterns, ({ pattern }) => pattern);
  const isRoutine = (log: NewPattern): boolean =>
    (writers.get(log.pattern) ?? []).some(
      ({ component, before }) => component !== log.component && before > 0 && log.count < settings.multiplied * before,
    );
  const patterns = findings.patterns.filter((log) => !isNewPattern(log) || !isRoutine(log));
  return patterns.length === findings.patterns.length ? findings : { ...findings, patterns };
}
