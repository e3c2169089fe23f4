import type { Log } from "../log/log.ts";
import type { DeadLetters } from "../notification/dead-letters.ts";
import type { Delivery } from "../store/store.ts";
import type { Config } from "./config.ts";
import type { GreetingLine } from "./greeting.ts";
import type { Mount } from "./server.ts";
import type { Configured } from "./settings.ts";

/** Where deliveries arrive: an HTTP path, or a queue that is polled. */
export interface Door {
  readonly mount?: Mount;
  /** What did not arrive through it and is kept in a queue. */
  readonly deadLetters?: DeadLetters;
  /** Returns how deliveries since the start ended, in one line. */
  counts?(): string;
  /** Returns the problems that keep it from working, one sentence each. */
  complaints?(): readonly string[];
  /** Returns its line of the start-up greeting; `at` is the address of the server. */
  greeting?(at: string): GreetingLine;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

/** What a door gets from the process. */
export interface DoorHost {
  /** Stores a delivery. Resolves when it is durable. */
  deliver(delivery: Delivery): Promise<void>;
  /** Returns the intake stream of a topic. */
  streamOf(topic: string): string;
  now(): Date;
  readonly log: Log;
}

/** The export of a door's folder for the list in `main.ts`. */
export interface DoorAdapter extends Configured {
  /** Opens the door; undefined if it is not configured. */
  readonly connect: (config: Config, host: DoorHost) => Promise<Door | undefined>;
}
