import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, HTTPReceiver, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { clientOptions, toLogger } from "./client.ts";

/** Requests of Slack are far smaller. */
const LARGEST_BODY = 1024 * 1024;
const PATH = "/slack/events";

/**
 * Bolt acknowledges an event before any listener has seen it; ours are acknowledged once the listeners have stored it. What fails
 * is not acknowledged, so Slack sends it again.
 */
function storedFirst(app: App): App {
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

class StoredFirstHttp extends HTTPReceiver {
  override init(app: App): void {
    super.init(storedFirst(app));
  }
}

class StoredFirstSocket extends SocketModeReceiver {
  override init(app: App): void {
    super.init(storedFirst(app));
  }
}

/** How requests come in: signed, over HTTP. */
export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new StoredFirstHttp({ signingSecret, endpoints: [PATH], bodyLimit: LARGEST_BODY, logger: toLogger(log) });
}

/** How requests come in: over a WebSocket that the bot itself opens, so that it needs no public address. */
export function createSocketReceiver(appToken: string, apiUrl: string | undefined, log: Log): SocketModeReceiver {
  return new StoredFirstSocket({
    appToken,
    logger: toLogger(log),
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
  });
}

/** The receiver's listener, which throws at whatever is not Slack's: that is answered here. */
export function toListener(receiver: HTTPReceiver): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    try {
      receiver.requestListener(request, response);
    } catch {
      response.writeHead(request.method === "POST" ? 404 : 405).end("Slack posts to /slack/events.\n");
    }
  };
}
