import type { Gap } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Seen, Window } from "../../findings/measured.ts";
import { gapOf } from "../ports/gap.ts";
import type { Changes, Telemetry } from "../ports/ports.ts";
import type { Indexed } from "./change-index.ts";
import { mergeDuplicates } from "./merge.ts";

/** A source that records every change of what it watches, up to its horizon: CloudTrail. */
export interface ChangeRecord extends Changes {
  /** What a gap calls it. */
  readonly what: string;
}

/** A source that holds only what it was sent: the index of changes as they happen. */
export interface ChangeFeed {
  readonly what: string;
  during(window: Window, signal: AbortSignal, resource?: string): Promise<Indexed>;
}

/** The sources of changes that are merged. */
export interface ChangeSources {
  readonly records: readonly ChangeRecord[];
  readonly feeds: readonly ChangeFeed[];
}

/** Returns telemetry whose changes are merged with those of more sources. */
export function withChanges(telemetry: Telemetry, { records = [], feeds = [] }: Partial<ChangeSources>): Telemetry {
  const own: ChangeRecord = { what: "changes", during: (...asked) => telemetry.changes.during(...asked) };
  return { ...telemetry, changes: mergeChanges({ records: [own, ...records], feeds }) };
}

/**
 * Asks all sources side by side and merges what they answer. A source that fails is a gap; where nothing is left to answer with, the
 * first record's error is thrown.
 *
 * The horizon is the earliest of the records, because nobody knows what a feed was never sent. It is a feed's, where that is later,
 * only if the feed is complete for the asked resource and lacks nothing that the records know of it.
 */
export function mergeChanges({ records, feeds }: ChangeSources): Changes {
  return {
    async during(window, signal, resource) {
      const [recorded, fed] = await Promise.all([
        Promise.allSettled(records.map((source) => source.during(window, signal, resource))),
        Promise.allSettled(feeds.map((source) => source.during(window, signal, resource))),
      ]);
      signal.throwIfAborted();
      const [known, delivered] = [answersOf(recorded), answersOf(fed)];
      const failed = recorded.find((each) => each.status === "rejected");
      if (failed && known.length === 0 && delivered.every(isSilent)) throw failed.reason;
      return {
        value: mergeAll(known, delivered),
        horizon: horizonOf(known, delivered),
        gaps: [...gapsOf(records, recorded), ...gapsOf(feeds, fed, "look again")],
      };
    },
  };
}

type Answer = Seen<readonly Change[]>;

function answersOf<Given extends Answer>(settled: readonly PromiseSettledResult<Given>[]): readonly Given[] {
  return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

/** Nothing follows from a feed that holds nothing, unless it is complete. */
function isSilent({ value, complete }: Indexed): boolean {
  return value.length === 0 && !complete;
}

function mergeAll(known: readonly Answer[], delivered: readonly Indexed[]): readonly Change[] {
  const [first = [], ...more] = known.map(({ value }) => value);
  return [...more, ...delivered.map(({ value }) => value)].reduce((all, each) => mergeDuplicates(each, all), first);
}

function horizonOf(known: readonly Answer[], delivered: readonly Indexed[]): number {
  if (known.length === 0) return Math.max(...delivered.map(({ horizon }) => horizon));
  const all = known.flatMap(({ value }) => value);
  const ahead = delivered.filter(({ value, complete }) => {
    const ids = new Set(value.map(({ id }) => id));
    return complete && all.every(({ id }) => ids.has(id));
  });
  const recorded = Math.min(...known.map(({ horizon }) => horizon));
  return Math.max(recorded, ...ahead.map(({ horizon }) => horizon));
}

function gapsOf(
  sources: readonly { readonly what: string }[],
  settled: readonly PromiseSettledResult<Answer>[],
  remedy?: string,
): readonly Gap[] {
  return settled.flatMap((each, index) => {
    if (each.status === "fulfilled") return each.value.gaps;
    const gap = gapOf(sources[index]?.what ?? "changes", each.reason);
    return [remedy === undefined ? gap : { remedy, ...gap }];
  });
}
