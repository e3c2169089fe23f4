import { z } from "zod";
import { plain } from "../../../src/card/card.ts";
import { commandFrom, formOf } from "../../../src/card/form.ts";
import { type About, answerOf } from "../../../src/conversation/inbound.ts";
import type { Summary } from "../../../src/store/directory.ts";
import { type Dialog, toAnswerDialog, toConfirmDialog, toFormDialog, toPickDialog } from "../render/dialog.ts";
import { execute, extension, type Incoming, type MessagePayload, picked, submitted, task } from "./activity.ts";
import type { Converse } from "./converse.ts";
import { plainText } from "./plain-text.ts";

/** The body of the response to an invoke. */
export type InvokeBody = Readonly<Record<string, unknown>>;

/** Command ids of message extensions, as in the manifest. */
export const EXTENSION = { investigate: "investigate_this", timeline: "add_to_timeline" } as const;

/** Open investigations, newest first. */
export type Open = () => Promise<readonly Summary[]>;

/** The outcome of an invoke: the response, undefined if it is a foreign one, and the command of a message's button. */
export interface Invoked {
  readonly body?: InvokeBody;
  readonly command?: string;
}

/** Handles buttons, dialogs and message extensions, whose values are commands that a person could type. */
export async function takeInvoke(activity: Incoming, converse: Converse, open: Open): Promise<Invoked> {
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
      return { body: await takeExtension(activity, converse, open) };
    default:
      return {};
  }
}

/** The chat lane edits the card itself, for everybody; whoever pressed gets a reply. */
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
  const data = task.safeParse(activity.value).data?.data ?? activity.value;
  const pick = picked.safeParse(data).data;
  if (pick) return takePick(activity, pick, converse);
  const { command, ...fields } = submitted.parse(data);
  const form = formOf(command);
  const values = z.record(z.string(), z.string().catch("")).parse(fields);
  const text = form === undefined ? command : commandFrom(command, form, values);
  const received = await converse(activity, { text, manner: "addressed" });
  if (received.type !== "reply") return {};
  const offers = received.card.blocks.some(({ type }) => type === "actions");
  return offers ? toTask(toAnswerDialog(received.card)) : toMessage(sentenceOf(received.card));
}

/** Handles "Investigate this" and "Add to timeline" on any message. */
async function takeExtension(activity: Incoming, converse: Converse, open: Open): Promise<InvokeBody> {
  const { commandId, messagePayload } = extension.parse(activity.value);
  const about = toAbout(messagePayload);
  const utterance =
    commandId === EXTENSION.timeline
      ? ({ text: "note", manner: "overheard", about } as const)
      : ({ text: "investigate", manner: "addressed", about } as const);
  const received = await converse(activity, utterance);
  const card = answerOf(received);
  if (card) return toTask(toAnswerDialog(card));
  // Outside a thread the person has to choose the investigation.
  const pick = toPickDialog(about, await open());
  return pick ? toTask(pick) : toMessage("No investigation is open. To start one: Investigate this");
}

async function takePick(activity: Incoming, pick: z.infer<typeof picked>, converse: Converse): Promise<InvokeBody> {
  const { about, investigation } = pick;
  const card = answerOf(await converse(activity, { text: `${investigation} note`, manner: "addressed", about }));
  return toMessage(card ? sentenceOf(card) : "Nothing to do.");
}

function toAbout({ id, createdDateTime, linkToMessage, body, from }: MessagePayload): About {
  const content = body?.content ?? "";
  return {
    text: body?.contentType === "text" ? content.replaceAll(/\s+/g, " ").trim() : plainText(content),
    at: new Date(createdDateTime ?? Number(id)).toISOString(),
    author: from?.user?.displayName ?? from?.application?.displayName ?? "somebody",
    link: linkToMessage ?? id,
  };
}

function sentenceOf({ blocks, title }: Parameters<typeof toAnswerDialog>[0]): string {
  const texts = blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : []));
  return texts.join(" ") || title;
}

function toTask({ title, card }: Dialog): InvokeBody {
  const content = { contentType: "application/vnd.microsoft.card.adaptive", content: card };
  return { task: { type: "continue", value: { title, height: "medium", width: "medium", card: content } } };
}

function toMessage(text: string): InvokeBody {
  return { task: { type: "message", value: text } };
}
