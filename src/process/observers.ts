import type { App } from "../app.ts";
import type { Platform } from "../platform.ts";
import type { Config } from "./config.ts";
import type { Parts } from "./connect.ts";
import { createMetrics } from "./metrics.ts";
import type { Mount } from "./server.ts";
import { createUnrecorded } from "./unrecorded.ts";

/** What watches the process itself. */
export interface Observers {
  observe(app: App): App;
  readonly mounts: readonly Mount[];
  stop(): void;
}

/** Creates the metrics, if somebody may read them, and what tells alarms while the store fails. `platforms` is called after the start. */
export function createObservers(
  { METRICS_TOKEN: token }: Config,
  { now, log }: Parts,
  platforms: () => readonly Platform[],
): Observers {
  const problems = (): number => platforms().flatMap((platform) => platform.complaints()).length;
  const metrics = token === undefined ? undefined : createMetrics({ token, problems, now });
  const unrecorded = createUnrecorded({
    async post(card, id) {
      // The page is kept in the store itself.
      const chat = platforms().find(({ page }) => page === undefined);
      await chat?.chat.post(chat.place, { card, held: {} }, { stream: `unrecorded/${id}`, slot: "root" });
    },
    log,
  });
  return {
    observe: (app) => unrecorded.observe(metrics?.observe(app) ?? app),
    mounts: metrics ? [metrics.mount] : [],
    stop: unrecorded.stop,
  };
}
