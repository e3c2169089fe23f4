import type { Log } from "../log/log.ts";
import type { Stores } from "../store/stores.ts";
import type { Config } from "./config.ts";

/** Stores that are open. */
export interface OpenStores extends Stores {
  /** Resolves when everything is durable and closed; false if the disk hangs, so that only a kill ends the process. */
  close(): Promise<boolean>;
}

/** What stores need of the house. */
export interface StoresHost {
  now(): Date;
  readonly log: Log;
}

/** What the folder of a store exports for the list in `main.ts`. */
export interface StoresAdapter {
  /** Opens the stores; undefined where they are not set up. Rejects with the remedy. */
  readonly open: (config: Config, host: StoresHost) => Promise<OpenStores | undefined>;
}

/** Opens the first stores of a list that are set up. */
export async function openFirst(
  adapters: readonly StoresAdapter[],
  config: Config,
  host: StoresHost,
): Promise<OpenStores> {
  for (const adapter of adapters) {
    const opened = await adapter.open(config, host);
    if (opened) return opened;
  }
  throw new Error("no store is set up");
}
