import type { Verdict } from "../events/events.ts";

/** One line of the lists. Written by the work lane, so it may lag by seconds; decisions never read it. */
export interface Summary {
  readonly stream: string;
  readonly number: number;
  readonly version: number;
  readonly status: "open" | "closed";
  readonly title: string;
  readonly place: string;
  readonly verdict?: Verdict;
  readonly groupKey?: string;
  /** The storm that it is a member of: its number. */
  readonly storm?: number;
  /** Who acknowledged it. */
  readonly owner?: string;
  /** Their id in the record: `slack:U1`. */
  readonly ownerId?: string;
  /** ISO. */
  readonly openedAt: string;
  readonly closedAt?: string;
}

/** Finding streams: exact names, a running number, and lists. */
export interface Directory {
  /** The stream that a name means. Strongly consistent. */
  find(name: string): Promise<string | undefined>;
  /**
   * Takes a name for a stream, if it is free or means `instead`, and answers whose it is afterwards.
   * Names: `thread/<ThreadKey>`, `group/<group key>`, `number/<n>`.
   */
  claim(name: string, stream: string, instead?: string): Promise<string>;
  /** The next short number, from 1001. Never given twice; gaps are possible. */
  nextNumber(): Promise<number>;
  /** Writes a summary, unless a newer one stands. */
  summarise(summary: Summary): Promise<void>;
  /** Summaries, newest first: the open ones, or those closed in a month (`2026-05`). */
  list(partition: "open" | { readonly closedIn: string }, limit: number): Promise<readonly Summary[]>;
}
