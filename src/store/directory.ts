import type { Severity, Verdict } from "../events/events.ts";
import type { Facts } from "./facts.ts";

/** One entry of the lists. The work lane writes it, so it may lag by seconds; decisions never read it. */
export interface Summary {
  readonly stream: string;
  readonly number: number;
  readonly version: number;
  readonly status: "open" | "closed";
  readonly title: string;
  readonly place: string;
  /** Further channels that show it from the start. */
  readonly also?: readonly string[];
  readonly verdict?: Verdict;
  readonly groupKey?: string;
  /** The number of the storm that it belongs to. */
  readonly storm?: number;
  /** The name of the person who acknowledged it. */
  readonly owner?: string;
  /** The id of that person: `slack:U1`. */
  readonly ownerId?: string;
  /** The id of the person that it is assigned to. */
  readonly assigneeId?: string;
  readonly severity?: Severity;
  /** ISO. */
  readonly openedAt: string;
  readonly closedAt?: string;
  /** What statistics and comparisons read; older releases wrote none. */
  readonly facts?: Facts;
}

/** Finds streams: by exact names, by a sequential number, and in lists. */
export interface Directory {
  /** The stream with a name. Strongly consistent. */
  find(name: string): Promise<string | undefined>;
  /**
   * Assigns a name to a stream if the name is free or belongs to `instead`. Returns the stream that has the name afterwards.
   * Names: `thread/<ThreadKey>`, `group/<group key>`, `number/<n>`.
   */
  claim(name: string, stream: string, instead?: string): Promise<string>;
  /** The next sequential number, from 1001. No number is returned twice; gaps are possible. */
  nextNumber(): Promise<number>;
  /** Writes a summary, unless a newer one is stored. */
  summarise(summary: Summary): Promise<void>;
  /** Summaries, newest first: of open investigations, or of those closed in a month (`2026-05`). */
  list(partition: "open" | { readonly closedIn: string }, limit: number): Promise<readonly Summary[]>;
  /** Summaries of investigations that were closed before a time (ISO), the longest closed first. */
  closedBefore(time: string, limit: number): Promise<readonly Summary[]>;
  /** Deletes a name if it belongs to the stream. */
  release(name: string, stream: string): Promise<void>;
  /** Deletes the summary of a stream. */
  forget(stream: string): Promise<void>;
}

/** The list that a summary is in: `open`, or `closed/2026-05`. */
export function listOf({ status, closedAt }: Summary): string {
  return status === "open" ? "open" : `closed/${(closedAt ?? "").slice(0, 7)}`;
}
