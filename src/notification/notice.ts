import { z } from "zod";
import type { Notice } from "../events/events.ts";
import { namesSecret } from "../telemetry/masking/secrets.ts";
import { bounded, boundedWords, type Envelope } from "./notification.ts";

/** Amazon Q's schema of custom notifications, with AWS's limits on lengths. */
const customNotification = z.object({
  version: z.string(),
  source: z.literal("custom"),
  content: z.object({
    title: z.string().optional(),
    description: z.string(),
    nextSteps: z.array(z.string()).default([]),
    keywords: z.array(z.string()).default([]),
  }),
  metadata: z.object({ threadId: z.string().optional(), summary: z.string().optional() }).default({}),
});

/** A custom notification, and the thread that its sender asks for. */
export function parseCustom(message: unknown): { readonly notice: Notice; readonly thread?: string } | undefined {
  const parsed = customNotification.safeParse(message);
  if (!parsed.success) return undefined;
  const { content, metadata } = parsed.data;
  const notice: Notice = {
    title: boundedWords(content.title ?? metadata.summary ?? "Notification", 250),
    text: boundedWords(content.description, 8_000),
    facts: content.keywords.length === 0 ? [] : [["Keywords", boundedWords(content.keywords.join(", "), 500)]],
    nextSteps: content.nextSteps.slice(0, 10).map((step) => boundedWords(step, 350)),
    source: "custom",
  };
  return { notice, ...(metadata.threadId !== undefined && { thread: bounded(metadata.threadId, 200) }) };
}

/** The most facts shown of an unknown JSON message; the others are counted. */
const FACTS = 12;

/** Any message as a plain card: the fields of a JSON object, or the unchanged text. */
export function toNotice(message: unknown, { Message, Subject, TopicArn }: Envelope): Notice {
  const topic = TopicArn.split(":").at(-1) ?? TopicArn;
  const title = boundedWords(Subject ?? "", 150) || `Message on ${topic}`;
  const fields =
    message !== null && typeof message === "object" && !Array.isArray(message) ? Object.entries(message) : [];
  if (fields.length === 0)
    return { title, text: boundedWords(Message, 2_000), facts: [], nextSteps: [], source: topic };
  const facts = fields.slice(0, FACTS).map(([name, value]): [string, string] => {
    const shown = typeof value === "string" ? value : JSON.stringify(value);
    return [bounded(name, 60) || "(no name)", namesSecret(name) ? "[secret hidden]" : boundedWords(shown ?? "", 200)];
  });
  const rest = fields.length - facts.length;
  return { title, text: rest > 0 ? `… and ${rest} more fields` : "", facts, nextSteps: [], source: topic };
}
