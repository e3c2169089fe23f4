import { scopeOf } from "../investigation/state.ts";
import type { TelemetryFor } from "../jobs/context.ts";
import type { ChangeIndex } from "../telemetry/changes/change-index.ts";
import { fromIndex } from "../telemetry/changes/indexed-changes.ts";
import { withChanges } from "../telemetry/changes/merged-changes.ts";
import { type Config, placeOf } from "./config.ts";
import type { AddedPorts, Source } from "./source.ts";

/**
 * Joins the sources: the first that has an investigation's telemetry provides it, merged with the changes of all sources and of the index.
 * Ports that sources add belong to whatever telemetry that is. All else of simulated telemetry is left as it is.
 */
export function joinSources(sources: readonly Source[], index: ChangeIndex, config: Config): TelemetryFor {
  const added: AddedPorts = Object.assign({}, ...sources.map((source) => source.adds?.() ?? {}));
  return (investigation, earlier) => {
    for (const source of sources) {
      const own = source.telemetryFor?.(investigation, earlier?.spent);
      if (!own) continue;
      // A simulated cluster stays the one of its incident; a server that is connected is asked instead of a simulated one.
      const { clusters: _, ...servers } = added;
      const telemetry = { ...added, ...own, ...servers };
      if (source.simulation) return telemetry;
      const others = sources.filter((other) => other !== source);
      // The index is read in each round: changes may arrive at any time, and reading is free.
      return withChanges(earlier?.memory.through(telemetry) ?? telemetry, {
        records: others.flatMap((other) => other.changesFor?.(investigation) ?? []),
        feeds: [fromIndex(index, placeOf(config, scopeOf(investigation)))],
      });
    }
    return undefined;
  };
}
