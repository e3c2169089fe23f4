import { z } from "zod";
import { plain } from "../../../src/card/card.ts";
import { commandFrom, formOf } from "../../../src/card/form.ts";
import { type About, answerOf } from "../../../src/inbound.ts";
import { type Dialog, toAnswerDialog, toConfirmDialog, toFormDialog } from "../render/dialog.ts";
import { execute, extension, type Incoming, type MessagePayload, submitted, task } from "./activity.ts";
import type { Converse } from "./converse.ts";

/** The body of an answer to an invoke. */
export type InvokeBody = Readonly<Record<string, unknown>>;

/** Message extensions by their id: the manifest names the same. */
export const EXTENSION = { investigate: "investigate_this", timeline: "add_to_timeline" } as const;

/** What became of an invoke: the answer, undefined when it is none of ours, and the command of a message's button. */
export interface Invoked {
  readonly body?: InvokeBody;
  readonly command?: string;
}

/** Buttons, dialogs and message extensions: what they say is what a person could type. */
export async function takeInvoke(activity: Incoming, converse: Converse): Promise<Invoked> {
  switch (activity.name) {
    case "adaptiveCard/action": {
      const { command } = execute.parse(activity.value).action.data;
      return { body: await takeExecute(activity, command, converse), command };
    }
    case "task/fetch": {
      const { command, confirm } = task.parse(activity.value).data;
      if (confirm !== undefined) return { body: toTask(toConfirmDialog(confirm, command)), command };
      return { body: await takeFetch(activity, command, converse), command };
    }
    case "task/submit":
    case "composeExtension/submitAction":
      return { body: await takeSubmit(activity, converse) };
    case "composeExtension/fetchTask":
      return { body: await takeExtension(activity, converse) };
    default:
      return {};
  }
}

/** The card itself is edited for everyone by whoever shows the thread; the one who pressed is told what became of it. */
async function takeExecute(activity: Incoming, command: string, converse: Converse): Promise<InvokeBody> {
  const card = answerOf(await converse(activity, { text: command, manner: "addressed" }));
  const value = card?.push ?? "Nothing to do.";
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

async function takeFetch(activity: Incoming, command: string, converse: Converse): Promise<InvokeBody> {
  const form = formOf(command);
  if (form !== undefined) return toTask(toFormDialog(form, command));
  const card = answerOf(await converse(activity, { text: command, manner: "addressed" }));
  return card ? toTask(toAnswerDialog(card)) : toMessage("Nothing to do.");
}

async function takeSubmit(activity: Incoming, converse: Converse): Promise<InvokeBody> {
  const {
    command,
    confirm: _,
    ...fields
  } = submitted.parse(task.safeParse(activity.value).data?.data ?? activity.value);
  const form = formOf(command);
  const values = z.record(z.string(), z.string().catch("")).parse(fields);
  const text = form === undefined ? command : commandFrom(command, form, values);
  const received = await converse(activity, { text, manner: "addressed" });
  if (received.type !== "reply") return {};
  const offers = received.card.blocks.some(({ type }) => type === "actions");
  return offers ? toTask(toAnswerDialog(received.card)) : toMessage(sentenceOf(received.card));
}

/** "Investigate this" and "Add to timeline" on any message. */
async function takeExtension(activity: Incoming, converse: Converse): Promise<InvokeBody> {
  const { commandId, messagePayload } = extension.parse(activity.value);
  const text = commandId === EXTENSION.timeline ? "note" : "investigate";
  const about = toAbout(messagePayload);
  const card = answerOf(await converse(activity, { text, manner: "addressed", about }));
  return card ? toTask(toAnswerDialog(card)) : toMessage("Nothing to do.");
}

function toAbout({ id, createdDateTime, linkToMessage, body, from }: MessagePayload): About {
  const said = (body?.content ?? "").replaceAll(/<[^>]+>/g, " ").replaceAll(/&nbsp;/g, " ");
  return {
    text: said.replaceAll(/\s+/g, " ").trim(),
    at: new Date(createdDateTime ?? Number(id)).toISOString(),
    author: from?.user?.displayName ?? from?.application?.displayName ?? "somebody",
    link: linkToMessage ?? id,
  };
}

function sentenceOf({ blocks, title }: Parameters<typeof toAnswerDialog>[0]): string {
  const said = blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : []));
  return said.join(" ") || title;
}

function toTask({ title, card }: Dialog): InvokeBody {
  const content = { contentType: "application/vnd.microsoft.card.adaptive", content: card };
  return { task: { type: "continue", value: { title, height: "medium", width: "medium", card: content } } };
}

function toMessage(text: string): InvokeBody {
  return { task: { type: "message", value: text } };
}
