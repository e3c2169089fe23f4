import type { App, ReceiverEvent } from "@slack/bolt";

/**
 * Bolt acknowledges an event before any listener has seen it; this one acknowledges once the listeners have stored it. A failed event is
 * not acknowledged, so Slack sends it again.
 */
export function storedFirst(app: App): App {
  const processEvent = async (event: ReceiverEvent): Promise<void> => {
    if (!isEvent(event.body)) return app.processEvent(event);
    await app.processEvent({ ...event, ack: async () => undefined });
    await event.ack();
  };
  return Object.create(app, { processEvent: { value: processEvent } });
}

function isEvent(body: unknown): boolean {
  return typeof body === "object" && body !== null && "type" in body && body.type === "event_callback";
}
