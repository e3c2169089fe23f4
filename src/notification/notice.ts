import { z } from "zod";
import type { Notice } from "../events/events.ts";
import { parseLayeredJson } from "../json.ts";
import { maskName } from "../telemetry/masking/mask.ts";
import type { EventBridgeEvent } from "./event-bridge.ts";
import { toBuiltNotice } from "./notices/build.ts";
import { fieldsOf } from "./notices/fields.ts";
import { moodOf, outcomeIn } from "./notices/mood.ts";
import { plainText, readableFields } from "./notices/readable.ts";
import { nameIn, type SentMessage, type ServiceEvent, type Told } from "./notices/shape.ts";
import { CLOUDTRAIL_CALL, EVENT_SHAPES, MESSAGE_SHAPES } from "./notices/shapes.ts";
import { type Opened, opened } from "./notices/texts.ts";
import { unknownEvent, unknownMessage } from "./notices/unknown.ts";
import { unknownText } from "./notices/unknown-text.ts";
import { bounded, boundedLine, boundedWords, type Envelope } from "./notification.ts";

const texts = z
  .array(z.unknown())
  .catch([])
  .transform((all) => all.flatMap((each) => (typeof each === "string" ? each : [])));
const words = z.string().optional().catch(undefined);

/** Amazon Q's schema of custom notifications. */
const customNotification = z.object({
  version: z.unknown().optional(),
  source: z.literal("custom"),
  content: z.object({ title: words, description: z.string(), nextSteps: texts, keywords: texts }),
  metadata: z
    .object({
      threadId: words,
      summary: words,
      eventType: words,
      relatedResources: texts,
      additionalContext: z.unknown().optional(),
    })
    .catch({
      threadId: undefined,
      summary: undefined,
      eventType: undefined,
      relatedResources: [],
      additionalContext: {},
    }),
});

/** A custom notification, and the thread that its sender asks for. Lengths are AWS's. */
export function parseCustom(
  message: unknown,
  { TopicArn, Timestamp }: Envelope,
): { readonly notice: Notice; readonly thread?: string } | undefined {
  const parsed = customNotification.safeParse(message);
  if (!parsed.success) return undefined;
  const { content, metadata } = parsed.data;
  const { description, nextSteps, keywords } = content;
  const title = content.title ?? metadata.summary ?? description;
  const topic = nameIn(TopicArn) ?? TopicArn;
  const told: Told = {
    title: withoutSlackMarks(title),
    word: metadata.eventType,
    mood: customMood(metadata.eventType ?? ""),
    resources: metadata.relatedResources,
    facts: [
      ["Summary", metadata.summary === title ? undefined : metadata.summary],
      ["Keywords", keywords.join(", ")],
      ...readableFields(metadata.additionalContext),
    ],
    nextSteps: nextSteps.map(withoutSlackMarks),
    at: Timestamp,
    region: TopicArn.split(":")[3],
    account: TopicArn.split(":")[4],
  };
  const notice = {
    ...toBuiltNotice(told, "custom", `topic ${topic}`),
    text: boundedWords(plainText(withoutSlackMarks(description)), 8_000),
  };
  const thread = metadata.threadId?.trim();
  return { notice, ...(thread !== undefined && thread !== "" && { thread: bounded(maskName(thread), 200) }) };
}

/** Slack's names of the signs that senders put before a title. */
const SIGNS: Readonly<Record<string, string>> = {
  fire: "🔥",
  rotating_light: "🚨",
  warning: "⚠️",
  white_check_mark: "✅",
  x: "❌",
};

/** Senders write for Slack: `<https://example.com|the run>` and `:warning:`. Other platforms would show that as it is. */
function withoutSlackMarks(text: string): string {
  return text
    .replaceAll(/<(https?:\/\/[^|>\s]+)\|([^>]{1,200})>/g, "$2 ($1)")
    .replaceAll(/:([a-z_]{1,20}):/g, (mark, name: string) =>
      Object.hasOwn(SIGNS, name) ? (SIGNS[name] ?? mark) : mark,
    );
}

/** "failed", or "deployment_failed". */
function customMood(eventType: string): Told["mood"] {
  const mood = moodOf(eventType);
  return mood === "info" ? moodOf(outcomeIn(eventType)) : mood;
}

/** An event of a service in that service's own words; one that no shape knows with all its fields. */
export function toEventNotice(event: EventBridgeEvent): Notice {
  const { source, account, region, time, resources, detail, "detail-type": type } = event;
  const service: ServiceEvent = { type, source, account, region, time, resources, detail: fieldsOf(detail) };
  const shape =
    (Object.hasOwn(CLOUDTRAIL_CALL, type) ? CLOUDTRAIL_CALL[type] : undefined) ??
    (Object.hasOwn(EVENT_SHAPES, source) ? EVENT_SHAPES[source] : undefined);
  const told = shape?.(service) ?? unknownEvent(service);
  const placed = { ...told, account: told.account ?? account, region: told.region || region, at: told.at ?? time };
  const names = (placed.resources ?? []).some((each) => each !== undefined && each !== "");
  return toBuiltNotice(
    { ...placed, resources: names ? (placed.resources ?? []) : resources },
    source || type,
    source || type || "unknown",
  );
}

/** Any other message: in the words of the service that sent it, else the fields of a JSON message, else its text. */
export function toNotice(
  message: unknown,
  { Message, Subject, TopicArn, Timestamp, MessageAttributes }: Envelope,
): Notice {
  const topic = boundedLine(nameIn(TopicArn) ?? TopicArn, 200) || "unknown";
  const subject = Subject?.trim() ?? "";
  const text = typeof message === "string" ? message : Message;
  const sent: SentMessage = {
    fields: fieldsOf(message),
    text,
    subject,
    attributes: fieldsOf(MessageAttributes),
  };
  const known = MESSAGE_SHAPES.reduce<Told | undefined>((told, shape) => told ?? shape(sent), undefined);
  const named = `Message on ${topic}`;
  const place = { at: Timestamp, region: TopicArn.split(":")[3], account: TopicArn.split(":")[4] };
  const told =
    known ?? unknownOf(message instanceof Object ? { type: "fields", value: message } : opened(text), subject, named);
  return toBuiltNotice(
    { ...told, at: told.at ?? place.at, region: told.region ?? place.region, account: told.account ?? place.account },
    topic,
    `topic ${topic}`,
  );
}

/** What is said in a message that no shape knows. */
function unknownOf(found: Opened, subject: string, named: string): Told {
  if (found.type === "fields") return unknownMessage(found.value, subject, named);
  return { ...unknownText(found.text, subject, named), page: found.page };
}

/** What a body that is no envelope holds, such as a message with raw delivery. */
export function toBareNotice(body: string): Notice {
  const envelope = { Type: "", MessageId: "", TopicArn: "unknown", Message: body, Timestamp: "" };
  return toNotice(parseLayeredJson(body), envelope);
}
