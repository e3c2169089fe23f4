import type { Trace } from "../../../src/findings/trace.ts";
import { readLine } from "../../../src/telemetry/logs/log-line.ts";
import { mask } from "../../../src/telemetry/masking/mask.ts";
import type { Traces } from "../../../src/telemetry/ports/ports.ts";
import type { RecordedIncidents } from "./incidents.ts";
import type { RecordedLine } from "./log-lines.ts";
import { absent, minutesIn, missingIn, type Timeline } from "./timeline.ts";
import type { FollowedRequest } from "./trace-lines.ts";

/** Recorded traces shifted to an incident's time; a request with an error line has failed. */
export function createTraces(incidents: RecordedIncidents, timeline: Timeline): Traces {
  const { requests, errors } = incidents;
  return {
    async find(window, signal, component, only) {
      signal.throwIfAborted();
      if (!requests) return { value: [], horizon: timeline.now, gaps: [absent("traces")] };
      const value: Trace[] = [];
      for (const minute of minutesIn(timeline, window)) {
        for (const request of (minute && requests.get(minute.source)) ?? []) {
          const by = minute?.by ?? 0;
          const at = request.at + by;
          if (at < window.start || at >= window.end || request.ended + by > timeline.now) continue;
          if (component !== undefined && !request.spans.some((span) => span.component === component)) continue;
          const wrong = (errors.get(request.id) ?? []).filter((line) => line.at + by <= timeline.now);
          if (only === undefined || wrong.length > 0) value.push(toTrace(request, by, wrong));
        }
      }
      const gaps = missingIn("traces", timeline, window, requests);
      return { value: value.sort(worstFirst), horizon: timeline.now, gaps };
    },
  };
}

function toTrace(request: FollowedRequest, by: number, wrong: readonly RecordedLine[]): Trace {
  const { id, at, duration, entry, spans } = request;
  const last = deepest(request, wrong);
  return {
    id,
    at: at + by,
    duration,
    entry,
    outcome: last ? "fault" : "ok",
    ...(last && { cause: `${last.group}: ${mask(readLine(last.message).text)}` }),
    spans: spans.map((span) => ({ ...span, start: span.start + by })),
  };
}

/** The first error line of the component that lies deepest below the entry. */
function deepest({ spans }: FollowedRequest, wrong: readonly RecordedLine[]): RecordedLine | undefined {
  if (wrong.length === 0) return undefined;
  const depths: number[] = [];
  const depthOf = (place: number, seen: number): number => {
    const parent = spans[place]?.parent;
    depths[place] ??= parent === undefined || seen > spans.length ? 0 : depthOf(parent, seen + 1) + 1;
    return depths[place] ?? 0;
  };
  const below = new Map<string, number>();
  for (const [place, { component }] of spans.entries())
    below.set(component, Math.max(below.get(component) ?? 0, depthOf(place, 0)));
  const depth = ({ group }: RecordedLine): number => below.get(group) ?? -1;
  return wrong.reduce((one, other) => (depth(other) > depth(one) ? other : one));
}

function worstFirst(one: Trace, other: Trace): number {
  return Number(other.outcome === "fault") - Number(one.outcome === "fault") || other.duration - one.duration;
}
