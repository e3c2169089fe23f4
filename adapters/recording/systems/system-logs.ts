import type { LogPattern } from "../../../src/findings/log-pattern.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { Logs } from "../../../src/telemetry/ports/ports.ts";
import type { SystemLine } from "./system-incident.ts";
import type { SystemRun } from "./system-run.ts";

/** What the parts of a system write, `lag` seconds behind the clock of the run. */
export function createSystemLogs(run: SystemRun, lag: number): Logs {
  const written = new Map(
    run.incident.parts.flatMap(({ logGroup, lines = [] }) => (logGroup === undefined ? [] : [[logGroup, lines]])),
  );
  return {
    async patterns(groups, window, baselineEnd, signal) {
      signal.throwIfAborted();
      const horizon = Math.floor(run.now().getTime() / 1000 - lag);
      const before = { start: baselineEnd - (window.end - window.start), end: baselineEnd };
      const value = groups.flatMap((group) =>
        (written.get(group) ?? []).flatMap((line) => patternOf(run, group, line, { window, before, horizon }) ?? []),
      );
      return { value, horizon, gaps: [] };
    },
  };
}

function patternOf(
  run: SystemRun,
  group: string,
  line: SystemLine,
  { window, before, horizon }: { readonly window: Window; readonly before: Window; readonly horizon: number },
): LogPattern | undefined {
  const seen = { start: window.start, end: Math.min(window.end, horizon) };
  const count = countIn(run, line, seen);
  if (count === 0) return undefined;
  const firstAt = line.usual > 0 ? window.start : Math.max(window.start, run.onset);
  const { text, severity } = line;
  return { group, pattern: text, sample: text, severity, count, before: countIn(run, line, before), firstAt };
}

function countIn({ onset, until, isHealthy }: SystemRun, { usual, bad }: SystemLine, { start, end }: Window): number {
  const during = isHealthy ? 0 : Math.max(0, Math.min(end, until) - Math.max(start, onset));
  return Math.round(((end - start - during) * usual + during * bad) / 60);
}
