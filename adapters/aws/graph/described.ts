import type { Memo } from "../../../src/concurrency/memoize.ts";
import type { Gap } from "../../../src/events/events.ts";
import type { ServiceGraph } from "../../../src/graph/service-graph.ts";
import { gapOf } from "../../../src/telemetry/ports/gap.ts";
import { type Descriptions, describedGraph, joinDescriptions } from "../../../src/telemetry/resources/descriptions.ts";

/** What one AWS service describes; `more`: there is more than is read. */
export type Described = Descriptions & { readonly more: boolean };

/** A service that describes resources. */
export interface Describer {
  /** In words: "services of ECS". */
  readonly what: string;
  readonly read: (signal: AbortSignal) => Promise<Described>;
  readonly kept: Memo<Described>;
}

/** The graph of an account and Region without any trace. A service that does not answer is a gap. */
export type ReadDescribed = (
  signal: AbortSignal,
) => Promise<{ readonly graph: ServiceGraph; readonly gaps: readonly Gap[] }>;

/** Asks every describer side by side, and relates what they describe. */
export function createDescribed(describers: readonly Describer[]): ReadDescribed {
  return async (signal) => {
    const gaps: Gap[] = [];
    const all = await Promise.all(
      describers.map(async ({ what, read, kept }): Promise<readonly Descriptions[]> => {
        try {
          const described = await kept.get(() => read(signal));
          if (described.more) gaps.push({ what, reason: "there are more than are read" });
          return [described];
        } catch (error) {
          signal.throwIfAborted();
          gaps.push(gapOf(what, error));
          return [];
        }
      }),
    );
    return { graph: describedGraph(joinDescriptions(all.flat())), gaps };
  };
}
