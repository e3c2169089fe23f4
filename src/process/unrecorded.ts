import type { App } from "../app.ts";
import type { Card, Text } from "../card/card.ts";
import { counted } from "../card/number.ts";
import { messageOf } from "../errors.ts";
import type { Log } from "../log/log.ts";
import { bounded } from "../notification/notification.ts";
import { parseNotification } from "../notification/parse.ts";
import { withoutSecrets } from "../notification/without-secrets.ts";
import type { Delivery } from "../store/store.ts";

/** A store that fails for so long is not waited for. */
const PATIENCE_MS = 10_000;
/** What fails after that is told together, so that a storm is one message a second. */
const TOGETHER_MS = 1_000;
/** Alarms that one message names, and ids of those that were told. */
const NAMED = 10;
const REMEMBERED = 1_000;
const LONGEST_REASON = 300;

/** Tells alarms that the store did not take, as plain text; SNS sends them again until it does. */
export interface Unrecorded {
  /** The app, whose failed deliveries are told. */
  observe(app: App): App;
  stop(): void;
}

/**
 * Where the store has failed for ten seconds, posts what is in ALARM, once a delivery and process. `post` shows a card where alarms go,
 * without the store.
 */
export function createUnrecorded(deps: {
  readonly post: (card: Card, id: string) => Promise<void>;
  readonly log: Log;
}): Unrecorded {
  const { post, log } = deps;
  const waiting = new Map<string, { readonly delivery: Delivery; readonly line: Text }>();
  const told = new Set<string>();
  let failing = false;
  let timer: NodeJS.Timeout | undefined;

  function failed(app: App, delivery: Delivery): void {
    if (told.has(delivery.id) || waiting.size >= REMEMBERED) return;
    const line = lineOf(delivery.body);
    if (line === undefined) return;
    waiting.set(delivery.id, { delivery, line });
    timer ??= setTimeout(() => void tell(app), failing ? TOGETHER_MS : PATIENCE_MS);
  }

  async function tell(app: App): Promise<void> {
    timer = undefined;
    const batch = [...waiting.values()];
    waiting.clear();
    const [first] = batch;
    if (first === undefined) return;
    // The same delivery again: a store that can be read may still not be written to.
    failing = await app.deliver(first.delivery).then(
      () => false,
      () => true,
    );
    if (!failing) return;
    for (const { delivery } of batch) told.add(delivery.id);
    for (const id of [...told].slice(0, Math.max(0, told.size - REMEMBERED))) told.delete(id);
    await post(unrecordedCard(batch.map(({ line }) => line)), first.delivery.id).catch((error: unknown) => {
      log.error({ alarms: batch.length, error: messageOf(error) }, "alarms were neither recorded nor posted");
    });
  }

  return {
    observe: (app) => ({
      ...app,
      async deliver(...delivered) {
        try {
          await app.deliver(...delivered);
          failing = false;
        } catch (error) {
          for (const delivery of delivered) failed(app, delivery);
          throw error;
        }
      },
    }),
    stop: () => clearTimeout(timer),
  };
}

/** What is in ALARM, in one line; undefined for all else, which can wait. */
function lineOf(body: string): Text | undefined {
  const notification = parseNotification(withoutSecrets(body));
  if (notification.type !== "alarm" || notification.transition.state !== "ALARM") return undefined;
  const { alarm, alarmAt } = notification.transition;
  return [`${alarm.name} is in ALARM since `, { time: alarmAt }, `: ${bounded(alarm.reason, LONGEST_REASON)}`];
}

function unrecordedCard(lines: readonly Text[]): Card {
  const more = lines.length - NAMED;
  const title = `NOT RECORDED ${counted(lines.length, "alarm")}`;
  return {
    title,
    tone: "alarm",
    push: title,
    blocks: [
      ...lines.slice(0, NAMED).map((text) => ({ type: "text" as const, text })),
      ...(more > 0 ? [{ type: "context" as const, text: `… and ${counted(more, "more alarm")}` }] : []),
      {
        type: "context",
        text: "Gumshoe's store does not answer, so nothing is recorded and nothing is investigated. The alarms are sent again, and get their own messages when it answers.",
      },
    ],
  };
}
