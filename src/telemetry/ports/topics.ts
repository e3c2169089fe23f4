import type { Seen } from "../../findings/measured.ts";

/** A subscription of a topic. */
export interface Subscription {
  /** The topic's ARN. */
  readonly topic: string;
  /** https, email, sqs, lambda … */
  readonly protocol: string;
  readonly endpoint: string;
  readonly state: "confirmed" | "pending" | "deleted";
}

/** SNS topics and their subscriptions. */
export interface Topics {
  /** The address that SNS posts to for Gumshoe; undefined while its public address is not set. */
  readonly endpoint: string | undefined;
  /** ARNs of the topics of this account and Region. */
  list(signal: AbortSignal): Promise<Seen<readonly string[]>>;
  /** Subscriptions of one topic, or all of this account and Region. */
  subscriptions(topic: string | undefined, signal: AbortSignal): Promise<Seen<readonly Subscription[]>>;
  /** Subscribes {@link endpoint} to a topic, with long retries. SNS then asks the endpoint to confirm. Idempotent. */
  subscribe(topic: string, signal: AbortSignal): Promise<void>;
  /** Publishes a message on a topic. Returns the message's id. */
  publish(topic: string, message: string, signal: AbortSignal): Promise<string>;
}
