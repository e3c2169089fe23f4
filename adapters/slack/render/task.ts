import type { types } from "@slack/bolt";
import { type Block, plain, type Text, type TextSpan } from "../../../src/card/card.ts";
import { LIMIT } from "./limits.ts";
import { fitted, literal, momentParts, notEmpty } from "./text.ts";

type Progress = Extract<Block, { type: "progress" }>;

/**
 * Work that goes on, as Slack's task card. Its title is plain text; what has times, which depend on the reader's zone, stands below it.
 * https://docs.slack.dev/reference/block-kit/blocks/task-card-block
 */
export function taskCard({ text }: Progress, name: string): types.TaskCardBlock {
  const { title, details } = divided(text);
  return {
    type: "task_card",
    task_id: name,
    title: notEmpty(fitted(title, LIMIT.taskTitle, literal)),
    status: "in_progress",
    ...(details.length > 0 && { details: richText(details) }),
  };
}

function divided(text: Text): { readonly title: string; readonly details: readonly TextSpan[] } {
  const spans = typeof text === "string" ? [text] : text;
  if (spans.every((span) => typeof span === "string")) return { title: plain(text), details: [] };
  const [first = "", ...rest] = spans;
  const details = rest.filter((span, index) => index > 0 || span !== " · ");
  return { title: plain([first]), details };
}

function richText(spans: readonly TextSpan[]): types.RichTextBlock {
  const elements = spans.flatMap((span): readonly types.RichTextElement[] => {
    if (typeof span !== "string" && "time" in span) return [{ type: "date", ...momentParts(span.time) }];
    const text = fitted(plain([span]), LIMIT.taskDetail, literal);
    return text === "" ? [] : [{ type: "text", text }];
  });
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}
