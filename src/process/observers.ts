import type { App } from "../app.ts";
import type { Log } from "../log/log.ts";
import type { Config } from "./config.ts";
import { createMetrics } from "./metrics.ts";
import { problemsOf, type ReportedHouse } from "./self-report.ts";
import type { Mount } from "./server.ts";
import type { Tracing } from "./tracing/tracing.ts";
import { createUnrecorded } from "./unrecorded.ts";

/** What watches the process itself. */
export interface Observers {
  observe(app: App): App;
  readonly tracing: Tracing;
  readonly mounts: readonly Mount[];
  /** When a delivery last became durable; undefined if none has since the start. */
  lastDelivery(): Date | undefined;
  stop(): void;
}

/** Creates the metrics, if somebody may read them, and what tells alarms while the store fails. `house` is called after the start. */
export function createObservers(
  { METRICS_TOKEN: token }: Config,
  { now, log, tracing }: { readonly now: () => Date; readonly log: Log; readonly tracing: Tracing },
  house: () => Omit<ReportedHouse, "sourceLines">,
): Observers {
  const problems = (): number => problemsOf(house()).length;
  let last: Date | undefined;
  const lastDelivery = (): Date | undefined => last;
  const metrics =
    token === undefined
      ? undefined
      : createMetrics({ token, problems, lastDelivery, ...(tracing.current && { traced: tracing.current }), now });
  const unrecorded = createUnrecorded({
    async post(card, id) {
      // The page is kept in the store itself.
      const chat = house().platforms.find(({ page }) => page === undefined);
      await chat?.chat.post(chat.place, { card, held: {} }, { stream: `unrecorded/${id}`, slot: "root" });
    },
    log,
  });
  return {
    observe(app) {
      const timed: App = {
        ...app,
        async deliver(...deliveries) {
          await app.deliver(...deliveries);
          last = now();
        },
      };
      // Traces begin outside of the metrics, which name them as examples.
      return tracing.app(unrecorded.observe(metrics?.observe(timed) ?? timed));
    },
    tracing,
    lastDelivery,
    mounts: metrics ? [metrics.mount] : [],
    stop: unrecorded.stop,
  };
}
