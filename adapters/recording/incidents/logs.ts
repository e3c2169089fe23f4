import type { Window } from "../../../src/findings/measured.ts";
import { type LogLine, patternsOf } from "../../../src/telemetry/logs/log-patterns.ts";
import type { Logs } from "../../../src/telemetry/ports/ports.ts";
import type { RecordedIncidents } from "./incidents.ts";
import { absent, minutesIn, missingIn, type Timeline } from "./timeline.ts";

/** Recorded log lines shifted to an incident's time. If only some minutes have lines, counts of the time before are scaled to the same coverage. */
export function createLogs({ lines }: RecordedIncidents, timeline: Timeline): Logs {
  return {
    async patterns(groups, window, baselineEnd, signal) {
      signal.throwIfAborted();
      if (!lines) return { value: [], horizon: timeline.now, gaps: [absent("logs")] };
      const earlier = { start: baselineEnd - (window.end - window.start), end: baselineEnd };
      const now = read(lines, timeline, groups, window);
      const before = read(lines, timeline, groups, earlier);
      const share = before.seconds > 0 && now.seconds > 0 ? before.seconds / now.seconds : 1;
      const found = patternsOf({ ...now, share: 1, ordinary: true }, { ...before, share }, window);
      const gaps = missingIn("logs", timeline, { start: earlier.start, end: window.end }, lines);
      return { value: found.filter(({ count }) => count > 0), horizon: timeline.now, gaps };
    },
  };
}

/** The lines of a window, and how many of its seconds are in minutes with lines. */
function read(
  lines: NonNullable<RecordedIncidents["lines"]>,
  timeline: Timeline,
  groups: readonly string[],
  { start, end }: Window,
): { readonly lines: readonly LogLine[]; readonly seconds: number; readonly minutes: ReadonlySet<number> } {
  const asked = new Set(groups);
  const found: LogLine[] = [];
  const minutes = new Set<number>();
  let knownSeconds = 0;
  for (const minute of minutesIn(timeline, { start, end })) {
    const written = minute && lines.get(minute.source);
    if (!minute || !written) continue;
    knownSeconds += minute.seconds;
    minutes.add(Math.floor((timeline.first + 60 * minute.source + minute.by + 30) / 60));
    for (const line of written) {
      const at = line.at + minute.by;
      if (at >= start && at < Math.min(end, timeline.now) && asked.has(line.group)) found.push({ ...line, at });
    }
  }
  return { lines: found, seconds: knownSeconds, minutes };
}
