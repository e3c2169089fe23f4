import { PublishCommand, type PublishCommandInput, SNSClient } from "@aws-sdk/client-sns";
import { NotSeen, Retryable, Unrecoverable } from "../../../src/errors.ts";
import type { EventMessage, SendEvent } from "../../../src/routing/event-message.ts";
import { type Accounts, accountOf } from "../account/accounts.ts";
import { assume } from "../account/role.ts";
import { createConnection } from "../call/connection.ts";
import { toNotSeen } from "../call/failure.ts";
import { snsOperations } from "./topics.ts";

/** Subjects are ASCII without line breaks. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_SUBJECT = 99;
/** Of 256 KB; what reads a topic is often an e-mail or a text message. */
const LONGEST_DETAIL = 2_000;

/** Publishes on a topic. Throws a Retryable if it may pass later, an Unrecoverable if a person has to act. */
export type PublishOnTopic = (input: PublishCommandInput, signal: AbortSignal) => Promise<void>;

interface Settings {
  readonly endpoint: string | undefined;
  readonly accounts: Accounts;
}

/** Sends events to topics, as text. */
export function createPublisher(settings: Settings): SendEvent {
  const publish = createTopicPublisher(settings);
  return async (target, message, signal) => {
    if (target.type !== "sns") return;
    await publish({ TopicArn: target.topicArn, Subject: subjectOf(message), Message: textOf(message) }, signal);
  };
}

/** Publishes on topics, in the Region and, if there is a role for it, the account of each. */
export function createTopicPublisher(settings: Settings): PublishOnTopic {
  const { endpoint, accounts } = settings;
  const clients = new Map<string, SNSClient>();

  function clientOf(topicArn: string): SNSClient {
    const [, , , region = "", owner = ""] = topicArn.split(":");
    const key = `${owner} ${region}`;
    const account = accountOf(accounts, owner);
    const credentials = account?.type === "role" ? { credentials: assume(account, region, endpoint) } : {};
    const place = { region, ...(endpoint !== undefined && { endpoint }) };
    const client = clients.get(key) ?? new SNSClient(createConnection({ ...place, ...credentials }));
    clients.set(key, client);
    return client;
  }

  return async (input, signal) => {
    await clientOf(input.TopicArn ?? "")
      .send(new PublishCommand(input), { abortSignal: signal })
      .catch((error: unknown) => {
        throw toSendError(error);
      });
  };
}

/** What a person has to allow is said at once; the rest may pass. */
function toSendError(error: unknown): Error {
  const told = toNotSeen(snsOperations.publish, error);
  const words = told instanceof NotSeen ? [told.message, told.remedy].filter((each) => each).join(": ") : String(told);
  const refused = error instanceof Error && /^(?:AuthorizationError|NotFound|InvalidParameter)/.test(error.name);
  return refused ? new Unrecoverable(words) : new Retryable(words, { cause: error });
}

function subjectOf({ title }: EventMessage): string {
  const ascii = title.replaceAll("·", "-").replaceAll(/[^\x20-\x7E]/g, "?");
  return ascii.slice(0, LONGEST_SUBJECT);
}

function textOf({ title, severity, source, at, details }: EventMessage): string {
  const facts = [["Severity", severity ?? ""] as const, ["Where", source] as const, ["At", at] as const, ...details];
  const lines = facts.filter(([, value]) => value !== "");
  return [title, ...lines.map(([label, value]) => `${label}: ${value.slice(0, LONGEST_DETAIL)}`)].join("\n");
}
