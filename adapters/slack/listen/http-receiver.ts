import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, HTTPReceiver, isValidSlackRequest } from "@slack/bolt";
import type { Log } from "../../../src/log/log.ts";
import { readBody } from "../../../src/process/request-body.ts";
import { toLogger } from "../api/client.ts";
import { storedFirst } from "./stored-first.ts";

/** Requests of Slack are far smaller. */
const LARGEST_BODY = 1024 * 1024;
const PATH = "/slack/events";

class StoredFirstHttp extends HTTPReceiver {
  override init(app: App): void {
    super.init(storedFirst(app));
  }
}

/** Receives signed requests over HTTP. */
export function createHttpReceiver(signingSecret: string, log: Log): HTTPReceiver {
  return new StoredFirstHttp({ signingSecret, endpoints: [PATH], logger: toLogger(log) });
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
