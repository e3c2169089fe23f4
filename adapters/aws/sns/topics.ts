import {
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  PublishCommand,
  type SNSClient,
  type Subscription as SnsSubscription,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { NotSeen } from "../../../src/errors.ts";
import type { Seen } from "../../../src/findings/measured.ts";
import type { Subscription, Topics } from "../../../src/telemetry/ports/topics.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { deliveryPolicy } from "./delivery.ts";

const onTopics = ["arn:aws:sns:*:*:*"];
export const snsOperations = {
  list: { action: "sns:ListTopics", reason: "list topics that could deliver to Gumshoe" },
  all: { action: "sns:ListSubscriptions", reason: "see which topics deliver to Gumshoe" },
  ofTopic: { action: "sns:ListSubscriptionsByTopic", reason: "list the subscribers of a topic", resources: onTopics },
  subscribe: {
    action: "sns:Subscribe",
    reason: "subscribe Gumshoe's own address to a topic when an operator asks for it",
    resources: onTopics,
    when: { StringEquals: { "sns:Protocol": "https" }, StringLike: { "sns:Endpoint": "https://*/sns" } },
  },
  publish: {
    action: "sns:Publish",
    reason:
      "send what a route sends to a topic, findings to `FINDINGS_TOPIC`, and a test notification when an operator asks for it",
    resources: onTopics,
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** 100 a page. https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
const MOST_PAGES = 30;

/** SNS topics of an account and Region; calls for one topic use the account and Region of that topic. */
export function createTopics(deps: {
  readonly client: SNSClient;
  /** The client of a topic's own account and Region. */
  readonly clientOf: (topicArn: string) => SNSClient;
  readonly session: Session;
  readonly endpoint: string | undefined;
  /** ARN of the dead-letter queue. */
  readonly deadLetterQueue: string | undefined;
  readonly now: () => Date;
}): Topics {
  const { client, clientOf, session, endpoint, deadLetterQueue, now } = deps;
  const { list, all, ofTopic, subscribe: subscribing, publish: publishing } = snsOperations;
  const readTopics = session.asked(list, (input: Next, signal) =>
    client.send(new ListTopicsCommand(input), { abortSignal: signal }),
  );
  const readAll = session.asked(all, (input: Next, signal) =>
    client.send(new ListSubscriptionsCommand(input), { abortSignal: signal }),
  );
  const readOfTopic = session.asked(ofTopic, (input: Next & { TopicArn: string }, signal) =>
    clientOf(input.TopicArn).send(new ListSubscriptionsByTopicCommand(input), { abortSignal: signal }),
  );
  const subscribe = session.made(subscribing, (input: { TopicArn: string; Endpoint: string }, signal) =>
    clientOf(input.TopicArn).send(
      new SubscribeCommand({
        ...input,
        Protocol: new URL(input.Endpoint).protocol.replace(":", ""),
        Attributes: {
          DeliveryPolicy: JSON.stringify(deliveryPolicy),
          ...(deadLetterQueue !== undefined && {
            RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueue }),
          }),
        },
        ReturnSubscriptionArn: true,
      }),
      { abortSignal: signal },
    ),
  );
  const publish = session.made(publishing, (input: { TopicArn: string; Message: string }, signal) =>
    clientOf(input.TopicArn).send(new PublishCommand(input), { abortSignal: signal }),
  );
  const seen = <T>(what: string, value: readonly T[], more: boolean): Seen<readonly T[]> => ({
    value,
    horizon: now().getTime() / 1000,
    gaps: more ? [{ what, reason: `only the first ${value.length} were read` }] : [],
  });

  return {
    endpoint,
    async list(signal) {
      const { pages, more } = await pagesOf((next) => readTopics(next, signal), MOST_PAGES);
      const arns = pages.flatMap(({ Topics: found = [] }) => found.flatMap(({ TopicArn }) => TopicArn ?? []));
      return seen("topics", arns, more);
    },
    async subscriptions(topic, signal) {
      const read = (next: Next) =>
        topic === undefined ? readAll(next, signal) : inWords(topic, readOfTopic({ TopicArn: topic, ...next }, signal));
      const { pages, more } = await pagesOf(read, MOST_PAGES);
      const found = pages.flatMap(({ Subscriptions = [] }) => Subscriptions.map(toSubscription));
      return seen("subscriptions", found, more);
    },
    async subscribe(topic, signal) {
      if (endpoint === undefined) throw new NotSeen("there is no address to deliver to", { remedy: "set PUBLIC_URL" });
      await inWords(topic, subscribe({ TopicArn: topic, Endpoint: endpoint }, signal));
    },
    async publish(topic, message, signal) {
      const { MessageId = "" } = await inWords(topic, publish({ TopicArn: topic, Message: message }, signal));
      return MessageId;
    },
  };
}

function toSubscription(given: SnsSubscription): Subscription {
  const { TopicArn: topic = "", Protocol: protocol = "", Endpoint: endpoint = "", SubscriptionArn = "" } = given;
  const state =
    SubscriptionArn === "PendingConfirmation" ? "pending" : SubscriptionArn === "Deleted" ? "deleted" : "confirmed";
  return { topic, protocol, endpoint, state };
}

/** Converts SNS's errors about a topic to {@link NotSeen} with a remedy. */
async function inWords<T>(topic: string, answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    const name = error instanceof Error ? error.name : "";
    const told = error instanceof Error ? error.message.slice(0, 300) : "";
    if (/^NotFound/.test(name)) throw new NotSeen(`there is no topic ${topic}`, { remedy: "topics", cause: error });
    if (/attributes/i.test(told) && /^InvalidParameter/.test(name)) {
      const remedy = "delete that subscription in SNS, and subscribe again";
      throw new NotSeen("the topic delivers here already, with other settings", { remedy, cause: error });
    }
    if (/^InvalidParameter/.test(name)) throw new NotSeen(`SNS: ${told}`, { cause: error });
    throw error;
  });
}
