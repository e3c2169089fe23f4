import type { IncomingMessage, ServerResponse } from "node:http";
import { messageOf } from "../../../src/errors.ts";
import { parseJson } from "../../../src/json.ts";
import { failureLevel } from "../../../src/log/failure-level.ts";
import type { Log } from "../../../src/log/log.ts";
import { readBody } from "../../../src/process/request-body.ts";
import type { Delivery } from "../../../src/store/store.ts";
import { type Certificates, createCertificates } from "./certificates.ts";
import { certificateUrl, subscribeUrl, whereToFetch } from "./hosts.ts";
import { type SnsMessage, snsMessage } from "./message.ts";
import { isSigned } from "./signature.ts";

/** SNS sends messages of at most 256 KB; with JSON escapes and the envelope a body stays well below this. */
const LARGEST_BODY = 1024 * 1024;
const CONFIRM_MS = 5_000;

/** How a post ended. SNS gives up after a 4xx and repeats after a 5xx. */
type Outcome =
  | { readonly status: 200; readonly count: "stored" | "confirmed" | "unsubscribed"; readonly line: string }
  | { readonly status: 400; readonly count: "malformed"; readonly line: string }
  | { readonly status: 403; readonly count: "forged"; readonly line: string }
  | { readonly status: 503; readonly count: "unavailable"; readonly line: string; readonly level: "debug" | "warn" }
  | { readonly status: 503; readonly count: "unknownTopic"; readonly line: string };

export type DeliveryCounts = Readonly<Record<Outcome["count"], number>>;

export interface SnsListener {
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  /** Counts of the posts since the start, by outcome. */
  counts(): DeliveryCounts;
}

/** Handles `POST /sns`: verifies before it parses the message, stores before it answers. */
export function createSnsListener(deps: {
  /** ARNs of the accepted topics. */
  readonly topics: ReadonlySet<string>;
  /** Another AWS on loopback, from which the certificate and the confirmation are fetched. */
  readonly endpoint?: string;
  readonly deliver: (delivery: Delivery) => Promise<void>;
  /** The intake stream of a topic. */
  readonly streamOf: (topicArn: string) => string;
  readonly now: () => Date;
  readonly log: Log;
}): SnsListener {
  const { topics, endpoint, deliver, streamOf, now, log } = deps;
  const certificates: Certificates = createCertificates({ now });
  const counts: Record<Outcome["count"], number> = {
    stored: 0,
    confirmed: 0,
    unsubscribed: 0,
    malformed: 0,
    forged: 0,
    unavailable: 0,
    unknownTopic: 0,
  };

  async function take(text: string): Promise<Outcome> {
    const parsed = snsMessage.safeParse(parseJson(text));
    if (!parsed.success) {
      const line = "no SNS message; if the subscription delivers raw messages, turn that off";
      return { status: 400, count: "malformed", line };
    }
    const message = parsed.data;
    const topic = message.TopicArn;
    const url = certificateUrl(message.SigningCertURL, topic);
    if (!url) return forged("its certificate is not served by SNS in the topic's Region");
    if (!topics.has(topic)) {
      return { status: 503, count: "unknownTopic", line: `from ${topic}, which SNS_TOPICS does not name` };
    }
    const key = await certificates.keyAt(whereToFetch(url, endpoint));
    if (!isSigned(message, key)) return forged("its signature does not match its text");
    switch (message.Type) {
      case "Notification":
        return store(message);
      case "SubscriptionConfirmation":
        return confirm(message);
      case "UnsubscribeConfirmation":
        return { status: 200, count: "unsubscribed", line: `${topic} no longer delivers here` };
      default:
        return message satisfies never;
    }
  }

  async function store(message: Extract<SnsMessage, { Type: "Notification" }>): Promise<Outcome> {
    const { Type, MessageId, TopicArn, Subject, Message, Timestamp } = message;
    const body = JSON.stringify({ Type, MessageId, TopicArn, Subject, Message, Timestamp });
    await deliver({ id: MessageId, stream: streamOf(TopicArn), receivedAt: now().toISOString(), body });
    return { status: 200, count: "stored", line: `stored ${MessageId}` };
  }

  async function confirm(message: Extract<SnsMessage, { Type: "SubscriptionConfirmation" }>): Promise<Outcome> {
    const url = subscribeUrl(message.SubscribeURL, message.TopicArn);
    if (!url) return forged("its SubscribeURL is not an SNS address of this topic");
    const signal = AbortSignal.timeout(CONFIRM_MS);
    const { href, headers } = whereToFetch(url, endpoint);
    const answer = await fetch(href, { headers, redirect: "error", signal });
    if (!answer.ok) throw new Error(`SNS answered ${answer.status} to the confirmation`);
    return { status: 200, count: "confirmed", line: `${message.TopicArn} now delivers here` };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outcome = await readBody(request, LARGEST_BODY)
      .then((body): Promise<Outcome> | Outcome =>
        body === undefined
          ? { status: 400, count: "malformed", line: "larger than SNS sends" }
          : take(body.toString("utf8")),
      )
      .catch((error: unknown): Outcome => {
        return { status: 503, count: "unavailable", line: messageOf(error), level: failureLevel(error) };
      });
    counts[outcome.count] += 1;
    const level = "level" in outcome ? outcome.level : outcome.status === 200 ? "info" : "warn";
    log[level]({ status: outcome.status, result: outcome.count }, `SNS: ${outcome.line}`);
    if (outcome.count === "malformed") response.setHeader("connection", "close");
    response.writeHead(outcome.status, { "content-length": 0 }).end();
  }

  return {
    listener: (request, response) => {
      if (request.method !== "POST") {
        response.writeHead(405, { allow: "POST" }).end();
        return;
      }
      void answer(request, response);
    },
    counts: () => ({ ...counts }),
  };
}

function forged(why: string): Outcome {
  return { status: 403, count: "forged", line: `a forgery: ${why}` };
}
