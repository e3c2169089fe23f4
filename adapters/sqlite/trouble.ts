import type { Log } from "../../src/log/log.ts";

/** The same trouble is logged again after this time, not for each call that fails. */
const AGAIN_MS = 600_000;

/** Logs that the store fails, and that it works again, once each. */
export interface Trouble {
  failed(message: string): void;
  wrote(): void;
}

export function createTrouble(log: Log, now: () => Date): Trouble {
  const logged = new Map<string, number>();
  let episode: { readonly announced: boolean } | undefined;
  return {
    failed(message) {
      const at = now().getTime();
      const announced = at - (logged.get(message) ?? Number.NEGATIVE_INFINITY) >= AGAIN_MS;
      episode = { announced: announced || (episode?.announced ?? false) };
      if (!announced) return;
      logged.set(message, at);
      log.error({}, message);
    },
    wrote() {
      if (episode?.announced) log.warn({}, "the store works again");
      episode = undefined;
    },
  };
}
