import { scopeOf } from "../investigation/state.ts";
import type { TelemetryFor } from "../jobs/context.ts";
import type { ChangeIndex } from "../telemetry/changes/change-index.ts";
import { fromIndex } from "../telemetry/changes/indexed-changes.ts";
import { withChanges } from "../telemetry/changes/merged-changes.ts";
import { type Config, placeOf } from "./config.ts";
import type { Source } from "./source.ts";

/**
 * Joins the sources: the first that has an investigation's telemetry provides it, merged with the changes of all sources and of the index.
 * Simulated telemetry is left as it is.
 */
export function joinSources(sources: readonly Source[], index: ChangeIndex, config: Config): TelemetryFor {
  return (investigation, earlier) => {
    for (const source of sources) {
      const telemetry = source.telemetryFor?.(investigation, earlier?.spent);
      if (!telemetry) continue;
      if (source.simulation) return telemetry;
      const others = sources.filter((other) => other !== source);
      // The index is read in each round: changes may arrive at any time, and reading is free.
      const whole = withChanges(earlier?.memory.through(telemetry) ?? telemetry, {
        records: others.flatMap((other) => other.changesFor?.(investigation) ?? []),
        feeds: [fromIndex(index, placeOf(config, scopeOf(investigation)))],
      });
      const [clusters] = others.flatMap((other) => other.clustersFor?.(investigation) ?? []);
      return clusters ? { ...whole, clusters } : whole;
    }
    return undefined;
  };
}
