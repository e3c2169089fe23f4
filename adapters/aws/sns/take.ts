import { messageOf } from "../../../src/errors.ts";
import { failureLevel } from "../../../src/log/failure-level.ts";
import type { Delivery } from "../../../src/store/store.ts";
import { subscribeUrl, whereToFetch } from "./hosts.ts";
import type { SnsMessage } from "./message.ts";
import { createVerify, forged, type Untrue, type VerifyDeps } from "./verify.ts";

const CONFIRM_MS = 5_000;

/** What became of a message, however it came. One that is `unavailable` or of an `unknownTopic` may end otherwise when it comes again. */
export type Taken =
  | { readonly count: "stored" | "confirmed" | "unsubscribed"; readonly line: string }
  | Untrue
  | { readonly count: "unavailable"; readonly line: string; readonly level: "debug" | "warn" };

const DONE: ReadonlySet<string> = new Set<Taken["count"]>(["stored", "confirmed", "unsubscribed"]);

/** Whether a message needs to come no more. */
export const isDone = (taken: Taken | undefined): boolean => taken !== undefined && DONE.has(taken.count);

export interface TakeDeps extends VerifyDeps {
  readonly deliver: (delivery: Delivery) => Promise<void>;
  /** The intake stream of a topic. */
  readonly streamOf: (topicArn: string) => string;
}

/** Takes the envelopes of SNS: verifies before it parses the message, and resolves when what it took is durable. Never rejects. */
export function createTake(deps: TakeDeps): (text: string) => Promise<Taken> {
  const { endpoint, deliver, streamOf, now } = deps;
  const verify = createVerify(deps);

  async function take(text: string): Promise<Taken> {
    const message = await verify(text);
    if ("count" in message) return message;
    switch (message.Type) {
      case "Notification":
        return store(message);
      case "SubscriptionConfirmation":
        return confirm(message);
      case "UnsubscribeConfirmation":
        return { count: "unsubscribed", line: `${message.TopicArn} no longer delivers here` };
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
