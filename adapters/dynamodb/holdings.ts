import type { LaneName } from "../../src/events/work.ts";

/**
 * A lane that this process holds. While it is held and its item is in the index, commits need no entry of their own there: if the process
 * ends, the lane is found when its lease is over.
 */
export interface LaneHolding {
  /** When the lease ends, epoch ms, as far as it is stored that the lane is held and in the index. */
  coveredUntil: number;
  /** Appends that rely on it and are under way. */
  appending: number;
  /** The newest version that was appended without an entry of its own. */
  owed: number;
}

/** The lanes that this process holds or is taking. */
export interface Holdings {
  /** Returns nothing if the process holds the lane already. */
  begin(stream: string, lane: LaneName): LaneHolding | undefined;
  end(stream: string, lane: LaneName): void;
  of(stream: string, lane: LaneName): LaneHolding | undefined;
}

export function createHoldings(): Holdings {
  const held = new Map<string, LaneHolding>();
  const keyOf = (stream: string, lane: LaneName): string => `${lane} ${stream}`;
  return {
    begin(stream, lane) {
      if (held.has(keyOf(stream, lane))) return undefined;
      const holding = { coveredUntil: 0, appending: 0, owed: 0 };
      held.set(keyOf(stream, lane), holding);
      return holding;
    },
    end: (stream, lane) => void held.delete(keyOf(stream, lane)),
    of: (stream, lane) => held.get(keyOf(stream, lane)),
  };
}
