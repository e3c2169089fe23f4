import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { columnsOf } from "./columns.ts";
import { createTopology, recordedComponents } from "./graph.ts";
import type { RecordedIncidents } from "./incidents.ts";
import { createLogs } from "./logs.ts";
import { createMetrics } from "./metrics.ts";
import { absent, createTimeline } from "./timeline.ts";
import { createTraces } from "./traces.ts";

/** A time of a recording and the time at which it is investigated, epoch seconds. */
export interface RecordedTime {
  readonly at: number;
  readonly now: number;
}

/** Creates telemetry around any time of a recording: fault-free minutes before it, the recorded ones around it, and nothing after `now`. */
export function createLooks(incidents: RecordedIncidents): (look: RecordedTime) => Telemetry {
  const columns = columnsOf(incidents);
  return ({ at, now }) => {
    const timeline = createTimeline(incidents, at, now);
    return {
      metrics: createMetrics(columns, timeline),
      topology: createTopology(incidents, recordedComponents(incidents), timeline),
      logs: createLogs(incidents, timeline),
      traces: createTraces(incidents, timeline),
      changes: {
        async during(_window, signal) {
          signal.throwIfAborted();
          return { value: [], horizon: now, gaps: [absent("changes")] };
        },
      },
    };
  };
}
