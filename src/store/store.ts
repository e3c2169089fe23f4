import type { Actor, Event } from "../events/events.ts";
import type { LaneName, Work } from "../events/work.ts";

/** A lease ends this long after it was taken or last extended. */
export const LEASE_MS = 30_000;
/** How often the holder of a lane extends its lease. */
export const EXTEND_MS = 10_000;
/** The most deliveries that a lane hands out at once. */
export const DELIVERIES_A_ROUND = 500;
/** Deliveries are stored this long, and duplicates are recognised this long. */
export const DELIVERIES_KEPT_SECONDS = 7 * 86_400;

/** Who sent a command, when (ISO), and the delivery id for idempotency. */
export interface Meta {
  readonly id: string;
  readonly actor: Actor;
  readonly at: string;
}

/** One step of a stream: its events and the work that follows, one item in the table. */
export interface Commit {
  readonly stream: string;
  /** 1, 2, 3 … without a gap. */
  readonly version: number;
  readonly meta: Meta;
  readonly events: readonly Event[];
  readonly work: readonly Work[];
}

/** An incoming message, stored before it is parsed. */
export interface Delivery {
  /** The sender's id; the same id is the same delivery. */
  readonly id: string;
  /** The stream whose work lane handles it: `intake/<place>`. */
  readonly stream: string;
  /** ISO time of arrival. */
  readonly receivedAt: string;
  readonly body: string;
  /** The trace that it arrived in, as a traceparent; undefined where nothing is traced. */
  readonly trace?: string;
}

/** One step of a lane. `attempts` counts the failures so far. */
export type Step =
  | {
      readonly kind: "work";
      readonly key: string;
      readonly version: number;
      readonly attempts: number;
      readonly work: Work;
    }
  | { readonly kind: "delivery"; readonly key: string; readonly attempts: number; readonly delivery: Delivery };

/** The history of streams, and the leases of their lanes. */
export interface Store {
  /** The commits of a stream after a version, oldest first. Strongly consistent. */
  read(stream: string, after: number): Promise<readonly Commit[]>;
  /** Adds a commit, or throws {@link VersionConflict}. */
  append(commit: Commit): Promise<void>;
  /** Deletes the commits of a stream up to a version, what is left to do of them, and its lanes. Doing it again is harmless. */
  erase(stream: string, through: number): Promise<void>;
  /** Stores deliveries, due at once. Resolves when every item is durable; the same id again is harmless. */
  deliver(deliveries: readonly Delivery[]): Promise<void>;
  /** Streams that may have due work, the longest waiting first. A hint: eventually consistent. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Takes one lane of a stream under a lease of 30 s; undefined if another owner holds it. */
  take(stream: string, lane: LaneName): Promise<Lane | undefined>;
}

/** One lane of one stream, held under a lease that extends itself. Every write fails with {@link LeaseLost} once it is lost. */
export interface Lane {
  readonly stream: string;
  readonly name: LaneName;
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
  /** The memory that the last holder stored; undefined at first. The caller parses it. */
  readonly memory: unknown;
  /** All unfinished steps of this lane that are due, in version order, deliveries in order of arrival. */
  due(now: Date): Promise<readonly Step[]>;
  /** Marks steps as done; they are never due again. */
  complete(steps: readonly Step[]): Promise<void>;
  /** Postpones a failed step to `until` and counts the attempt; `undefined` means never (dead). */
  postpone(step: Step, until: Date | undefined): Promise<void>;
  /** Replaces the lane's memory, at most 300 KB as JSON: `now`, or `later` with the next write of the lane, at its release at the latest. */
  remember(memory: unknown, when?: "now" | "later"): Promise<void>;
  /** Marks steps as done and gives the lane up, in one write. Returns when its next known step is due, if one waits. */
  release(done?: readonly Step[]): Promise<Date | undefined>;
}
