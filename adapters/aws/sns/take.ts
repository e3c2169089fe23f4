import { messageOf } from "../../../src/errors.ts";
import { parseJson } from "../../../src/json.ts";
import { failureLevel } from "../../../src/log/failure-level.ts";
import type { Delivery } from "../../../src/store/store.ts";
import { createCertificates } from "./certificates.ts";
import { certificateUrl, subscribeUrl, whereToFetch } from "./hosts.ts";
import { type SnsMessage, snsMessage } from "./message.ts";
import { isSigned } from "./signature.ts";

const CONFIRM_MS = 5_000;

/** What became of a message, however it came. One that is `unavailable` or of an `unknownTopic` may end otherwise when it comes again. */
export type Taken =
  | {
      readonly count: "stored" | "confirmed" | "unsubscribed" | "malformed" | "forged" | "unknownTopic";
      readonly line: string;
    }
  | { readonly count: "unavailable"; readonly line: string; readonly level: "debug" | "warn" };

export interface TakeDeps {
  /** ARNs of the accepted topics. */
  readonly topics: ReadonlySet<string>;
  /** Another AWS on loopback, from which the certificate and the confirmation are fetched. */
  readonly endpoint?: string;
  readonly deliver: (delivery: Delivery) => Promise<void>;
  /** The intake stream of a topic. */
  readonly streamOf: (topicArn: string) => string;
  readonly now: () => Date;
}

/** Takes the envelopes of SNS: verifies before it parses the message, and resolves when what it took is durable. Never rejects. */
export function createTake(deps: TakeDeps): (text: string) => Promise<Taken> {
  const { topics, endpoint, deliver, streamOf, now } = deps;
  const certificates = createCertificates({ now });

  async function take(text: string): Promise<Taken> {
    const parsed = snsMessage.safeParse(parseJson(text));
    if (!parsed.success) {
      return { count: "malformed", line: "no SNS message; if the subscription delivers raw messages, turn that off" };
    }
    const message = parsed.data;
    const topic = message.TopicArn;
    const url = certificateUrl(message.SigningCertURL, topic);
    if (!url) return forged("its certificate is not served by SNS in the topic's Region");
    if (!topics.has(topic)) return { count: "unknownTopic", line: `from ${topic}, which SNS_TOPICS does not name` };
    const key = await certificates.keyAt(whereToFetch(url, endpoint));
    if (!(await isSigned(message, key))) return forged("its signature does not match its text");
    switch (message.Type) {
      case "Notification":
        return store(message);
      case "SubscriptionConfirmation":
        return confirm(message);
      case "UnsubscribeConfirmation":
        return { count: "unsubscribed", line: `${topic} no longer delivers here` };
      default:
        return message satisfies never;
    }
  }

  async function store(message: Extract<SnsMessage, { Type: "Notification" }>): Promise<Taken> {
    const { Type, MessageId, TopicArn, Subject, Message, Timestamp } = message;
    const body = JSON.stringify({ Type, MessageId, TopicArn, Subject, Message, Timestamp });
    await deliver({ id: MessageId, stream: streamOf(TopicArn), receivedAt: now().toISOString(), body });
    return { count: "stored", line: `stored ${MessageId}` };
  }

  async function confirm(message: Extract<SnsMessage, { Type: "SubscriptionConfirmation" }>): Promise<Taken> {
    const url = subscribeUrl(message.SubscribeURL, message.TopicArn);
    if (!url) return forged("its SubscribeURL is not an SNS address of this topic");
    const signal = AbortSignal.timeout(CONFIRM_MS);
    const { href, headers } = whereToFetch(url, endpoint);
    const answer = await fetch(href, { headers, redirect: "error", signal });
    if (!answer.ok) throw new Error(`SNS answered ${answer.status} to the confirmation`);
    return { count: "confirmed", line: `${message.TopicArn} now delivers here` };
  }

  return (text) =>
    take(text).catch((error: unknown): Taken => {
      return { count: "unavailable", line: messageOf(error), level: failureLevel(error) };
    });
}

function forged(why: string): Taken {
  return { count: "forged", line: `a forgery: ${why}` };
}
