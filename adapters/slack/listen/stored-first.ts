import type { App, ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import { withoutNulls } from "../../../src/json.ts";

const delivery = z.object({ type: z.literal("event_callback") });
/** What Bolt needs of an event: it looks into each of these without asking whether they are there. */
const event = z.object({ event: z.looseObject({ type: z.string(), item: z.looseObject({}).optional() }) });

/**
 * The way of every request to Bolt, over HTTP and over Socket Mode. Bolt acknowledges an event before any listener has seen it; here it is
 * acknowledged once the listeners have stored it, and a failed one is not, so that Slack sends it again. Whatever no listener acknowledges is
 * acknowledged at the end: otherwise Slack would show an error to whoever pressed.
 */
export function storedFirst(app: App): App {
  const processEvent = async ({ body: given, ack, ...more }: ReceiverEvent): Promise<void> => {
    const body = withoutNulls(given);
    if (delivery.safeParse(body).success) {
      if (event.safeParse(body).success) await app.processEvent({ ...more, body, ack: async () => undefined });
      return ack();
    }
    let acknowledged = false;
    await app.processEvent({
      ...more,
      body,
      async ack(response) {
        acknowledged = true;
        await ack(response);
      },
    });
    if (!acknowledged) await ack();
  };
  return Object.create(app, { processEvent: { value: processEvent } });
}
