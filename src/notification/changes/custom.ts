import { z } from "zod";
import { parseTime } from "../alarm.ts";
import type { Envelope } from "../notification.ts";
import { hidden, type ReportedChange, toChange } from "./reported-change.ts";

/** A sender's clock may be this far from ours, ms; a time further away is not believed. */
const BELIEVED_MS = 48 * 3_600_000;

const words = z.coerce.string().max(10_000);

/** Amazon Q's custom notification that says of itself that something was changed. */
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

/** What the fields of `additionalContext` mean; all others are detail. */
const MEANING = new Set(["eventType", "action", "author", "component", "link", "time", "account", "region"]);

/** A change that AWS cannot see, as its maker tells it; the words say what is missing where it is none. */
export function readCustomChange(
  message: unknown,
  sent: Pick<Envelope, "MessageId" | "Timestamp">,
): ReportedChange | string {
  const parsed = customChange.safeParse(message);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `it is no custom notification: ${issue?.path.join(".") || "the body"}: ${issue?.message}`;
  }
  const { id, content, metadata } = parsed.data;
  const context = metadata.additionalContext;
  if (context.eventType !== "change" && metadata.eventType !== "change") {
    return 'it does not say that it is a change: metadata.additionalContext.eventType must be "change"';
  }
  const { version, environment, commit, ...others } = context;
  const rest = Object.entries(others).filter(([name]) => !MEANING.has(name));
  const change = toChange({
    id: `custom:${id || sent.MessageId}`,
    time: timeOf(context.time, sent.Timestamp),
    action: context.action ?? content.title ?? content.description,
    actor: context.author,
    // Several components are parted by commas.
    resources: [...(context.component ?? "").split(","), ...metadata.relatedResources].map((each) => each.trim()),
    detail: hidden({ version, environment, commit, ...Object.fromEntries(rest), about: content.description }),
    link: context.link,
    account: context.account,
    region: context.region,
  });
  return change ? { kind: "custom", change, shown: false } : "its time is none";
}

/** Its own time where that can be believed, else when it was sent. */
function timeOf(own: string | undefined, sent: string): string {
  const at = Date.parse(parseTime(own ?? "") ?? "");
  return Math.abs(at - Date.parse(sent)) <= BELIEVED_MS ? new Date(at).toISOString() : sent;
}
