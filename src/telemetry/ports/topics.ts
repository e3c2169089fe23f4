import type { Seen } from "../../findings/measured.ts";

/** Somebody who is told what a topic says. */
export interface Subscription {
  /** The topic's ARN. */
  readonly topic: string;
  /** https, email, sqs, lambda … */
  readonly protocol: string;
  readonly endpoint: string;
  readonly state: "confirmed" | "pending" | "deleted";
}

/** SNS topics, and who hears them. */
export interface Topics {
  /** Where SNS is to post for Gumshoe; undefined while its public address is not set. */
  readonly endpoint: string | undefined;
  /** ARNs of the topics of this account and Region. */
  list(signal: AbortSignal): Promise<Seen<readonly string[]>>;
  /** Subscriptions of one topic, or all of this account and Region. */
  subscriptions(topic: string | undefined, signal: AbortSignal): Promise<Seen<readonly Subscription[]>>;
  /** Has a topic deliver to {@link endpoint}, with patient retries. SNS then asks the endpoint to confirm. Twice is as once. */
  subscribe(topic: string, signal: AbortSignal): Promise<void>;
  /** Says something on a topic to all who subscribe to it. Answers the message's id. */
  publish(topic: string, message: string, signal: AbortSignal): Promise<string>;
}
