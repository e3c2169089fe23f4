import { z } from "zod";
import { parseTime } from "../alarm.ts";
import type { Envelope } from "../notification.ts";
import { hidden, type ReportedChange, toChange } from "./reported-change.ts";

/** The largest accepted distance of a change's own time from the sending time, ms. */
const BELIEVED_MS = 48 * 3_600_000;

const words = z.coerce.string().max(10_000);

/** Amazon Q's custom notification, marked as a change. */
const customChange = z.object({
  version: z.string(),
  source: z.literal("custom"),
  id: z.string().max(1_000).optional(),
  content: z.object({ title: z.string().optional(), description: z.string() }),
  metadata: z.object({
    eventType: z.string().optional(),
    relatedResources: z.array(z.string()).default([]),
    additionalContext: z.record(z.string(), words).default({}),
  }),
});

/** Fields of `additionalContext` with a meaning of their own; all others are details. */
const MEANING = new Set(["eventType", "action", "author", "component", "link", "time", "account", "region"]);

/** Parses a change from a custom notification. Returns the reason as a text if it is not a change. */
export function readCustomChange(
  message: unknown,
  sent: Pick<Envelope, "MessageId" | "Timestamp">,
): ReportedChange | string {
  const parsed = customChange.safeParse(message);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `it is not a custom notification: ${issue?.path.join(".") || "the body"}: ${issue?.message}`;
  }
  const { id, content, metadata } = parsed.data;
  const context = metadata.additionalContext;
  if (context.eventType !== "change" && metadata.eventType !== "change") {
    return 'it is not marked as a change: metadata.additionalContext.eventType must be "change"';
  }
  const { version, environment, commit, ...others } = context;
  const rest = Object.entries(others).filter(([name]) => !MEANING.has(name));
  const change = toChange({
    id: `custom:${id || sent.MessageId}`,
    time: timeOf(context.time, sent.Timestamp),
    action: context.action ?? content.title ?? content.description,
    actor: context.author,
    // Several components are separated by commas.
    resources: [...(context.component ?? "").split(","), ...metadata.relatedResources].map((each) => each.trim()),
    detail: hidden({ version, environment, commit, ...Object.fromEntries(rest), about: content.description }),
    link: context.link,
    account: context.account,
    region: context.region,
  });
  return change ? { kind: "custom", change, shown: false } : "its time is not valid";
}

/** The change's own time if it is close enough to the sending time, else the sending time. */
function timeOf(own: string | undefined, sent: string): string {
  const at = Date.parse(parseTime(own ?? "") ?? "");
  return Math.abs(at - Date.parse(sent)) <= BELIEVED_MS ? new Date(at).toISOString() : sent;
}
