import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type App,
  HTTPReceiver,
  isValidSlackRequest,
  type ReceiverEvent,
  SocketModeReceiver,
  type SocketModeReceiverOptions,
} from "@slack/bolt";
import { messageOf } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import { readBody } from "../../../src/process/request-body.ts";
import { clientOptions, toLogger } from "../api/client.ts";

/** Requests of Slack are far smaller. */
const LARGEST_BODY = 1024 * 1024;
const PATH = "/slack/events";

/**
 * Bolt acknowledges an event before any listener has seen it; this one acknowledges once the listeners have stored it. A failed event is
 * not acknowledged, so Slack sends it again.
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
  readonly #log: Log;

  constructor(options: SocketModeReceiverOptions, log: Log) {
    super(options);
    this.#log = log;
  }

  override init(app: App): void {
    super.init(untroubled(storedFirst(app), this.#log));
  }
}

/** Logs a failed event without acknowledging it; an error thrown into the WebSocket's callback would end the process. */
function untroubled(app: App, log: Log): App {
  const processEvent = (event: ReceiverEvent): Promise<void> =>
    app
      .processEvent(event)
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, "a request of Slack was not acknowledged"));
  return Object.create(app, { processEvent: { value: processEvent } });
}

/** Receives signed requests over HTTP. */
export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new StoredFirstHttp({ signingSecret, endpoints: [PATH], logger: toLogger(log) });
}

/** Receives requests over a WebSocket that the bot opens itself, so that it needs no public address. */
export function createSocketReceiver(
  appToken: string,
  options: { readonly apiUrl: string | undefined; readonly fetch: typeof globalThis.fetch; readonly log: Log },
): SocketModeReceiver {
  const { apiUrl, fetch, log } = options;
  const installerOptions = { clientOptions: { ...clientOptions(apiUrl, log), timeout: 0, fetch } };
  return new StoredFirstSocket({ appToken, logger: toLogger(log), installerOptions }, log);
}

/**
 * The receiver behind a guard, which answers requests that make Bolt throw (foreign paths) or crash (a signed body that is not an object).
 * It also accepts content types with parameters.
 */
export function toListener(
  receiver: HTTPReceiver,
  signingSecret: string,
): (request: IncomingMessage, response: ServerResponse) => void {
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0];
    if (request.method !== "POST") return refuse(response, 405, "Slack posts to /slack/events.");
    if (path !== PATH) return refuse(response, 404, "Slack posts to /slack/events.");
    const body = await readBody(request, LARGEST_BODY);
    if (!body) return refuse(response, 413, "Too large.");
    const [type = ""] = (request.headers["content-type"] ?? "").split(";");
    request.headers["content-type"] = type.trim();
    if (isSigned(request, body, signingSecret) && isBroken(body, type.trim())) {
      return refuse(response, 400, "Not a request of Slack.");
    }
    receiver.requestListener(Object.assign(request, { rawBody: body }), response);
  }
  return (request, response) => void serve(request, response).catch(() => response.destroy());
}

function isSigned({ headers }: IncomingMessage, body: Buffer, signingSecret: string): boolean {
  const [signature, sentAt] = [headers["x-slack-signature"], headers["x-slack-request-timestamp"]];
  if (typeof signature !== "string" || typeof sentAt !== "string") return false;
  const signed = { "x-slack-signature": signature, "x-slack-request-timestamp": Number(sentAt) };
  return isValidSlackRequest({ signingSecret, body: body.toString(), headers: signed });
}

/** Whether a body is not an object. */
function isBroken(body: Buffer, type: string): boolean {
  const form = type === "application/x-www-form-urlencoded";
  const payload = form ? new URLSearchParams(body.toString()).get("payload") : body.toString();
  if (payload === null) return false;
  try {
    const parsed: unknown = JSON.parse(payload);
    return typeof parsed !== "object" || parsed === null || Array.isArray(parsed);
  } catch {
    return true;
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" }).end(`${text}\n`);
}
