import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { messageOf } from "../../src/errors.ts";
import { parseJson } from "../../src/json.ts";
import { failureLevel } from "../../src/log/failure-level.ts";
import type { Log } from "../../src/log/log.ts";
import { readCustomChange } from "../../src/notification/changes/custom.ts";
import { readBody } from "../../src/process/request-body.ts";
import type { Delivery } from "../../src/store/store.ts";
import { whyNotBelieved } from "./signature.ts";

const LARGEST_BODY = 64 * 1024;

/** The topic of deliveries from `POST /changes`. */
const CHANGES_TOPIC = "changes";

interface Outcome {
  readonly status: 200 | 400 | 401 | 403 | 413 | 503;
  /** Answered to the sender, and logged. */
  readonly line: string;
}

/** Handles `POST /changes`: verifies before it parses, stores before it answers, and accepts changes only. */
export function createChangesListener(deps: {
  /** Undefined: every request is refused. */
  readonly secret: string | undefined;
  readonly deliver: (delivery: Delivery) => Promise<void>;
  /** The intake stream of a topic. */
  readonly streamOf: (topic: string) => string;
  readonly now: () => Date;
  readonly log: Log;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { secret, deliver, streamOf, now, log } = deps;

  async function take(request: IncomingMessage): Promise<Outcome> {
    if (secret === undefined) {
      return { status: 403, line: "changes are not accepted: CHANGES_SECRET is not set" };
    }
    const body = await readBody(request, LARGEST_BODY);
    if (!body) return { status: 413, line: `the body is larger than ${LARGEST_BODY} bytes` };
    const timestamp = headerOf(request, "x-gumshoe-timestamp");
    const signature = headerOf(request, "x-gumshoe-signature-256");
    const why = whyNotBelieved(secret, { timestamp, signature, body }, now());
    if (why !== undefined || timestamp === undefined) return { status: 401, line: why ?? "it is not signed" };
    return store(timestamp, body.toString("utf8"));
  }

  /** The delivery's id is a hash of everything that was signed, so a replay is the same delivery. */
  async function store(timestamp: string, text: string): Promise<Outcome> {
    const id = createHash("sha256").update(`${timestamp}.${text}`).digest("hex");
    const sent = { MessageId: id, Timestamp: new Date(Number(timestamp) * 1000).toISOString() };
    const read = readCustomChange(parseJson(text), sent);
    if (typeof read === "string") return { status: 400, line: read };
    const body = JSON.stringify({
      Type: "Notification",
      MessageId: id,
      TopicArn: CHANGES_TOPIC,
      Message: text,
      Timestamp: sent.Timestamp,
    });
    await deliver({ id, stream: streamOf(CHANGES_TOPIC), receivedAt: now().toISOString(), body });
    return { status: 200, line: `stored as ${read.change.id}` };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, line } = await take(request).catch((error: unknown): Outcome => {
      log[failureLevel(error)]({ error: messageOf(error) }, "a change could not be stored");
      return { status: 503, line: "it could not be stored; send it again" };
    });
    const level = status === 200 ? "info" : status === 503 ? "debug" : "warn";
    log[level]({ status }, `changes: ${line}`);
    if (status !== 200) response.setHeader("connection", "close");
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${line}\n`);
  }

  return (request, response) => {
    if (request.method === "POST") void answer(request, response);
    else response.writeHead(405, { allow: "POST" }).end();
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
