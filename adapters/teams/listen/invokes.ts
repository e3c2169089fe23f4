import { z } from "zod";
import { type Card, plain } from "../../../src/card/card.ts";
import { commandFrom, type FormName, formOf } from "../../../src/card/form.ts";
import { type Filled, wrongFields } from "../../../src/command/asking/wrong-fields.ts";
import { knownZone } from "../../../src/command/time/zone.ts";
import { answerBeside, answerOf, type QuotedMessage, type Received } from "../../../src/conversation/inbound.ts";
import type { Summary } from "../../../src/store/directory.ts";
import { isMessageLink, linkTo, toPlace } from "../place.ts";
import type { FileOffers } from "../post/file-offers.ts";
import { type Dialog, toAnswerDialog, toConfirmDialog, toFormDialog, toPickDialog } from "../render/dialog.ts";
import { LIMIT } from "../render/limits.ts";
import {
  execute,
  extension,
  fileConsent,
  type Incoming,
  type MessagePayload,
  picked,
  submitted,
  task,
} from "./activity.ts";
import type { Converse } from "./converse.ts";
import { plainText, tidy } from "./plain-text.ts";

/** The body of the response to an invoke. */
export type InvokeBody = Readonly<Record<string, unknown>>;

/** Command ids of message extensions, as in the manifest. */
export const EXTENSION = { investigate: "investigate_this", timeline: "add_to_timeline" } as const;

/** Open investigations, newest first. */
export type ReadOpen = () => Promise<readonly Summary[]>;

/** The outcome of an invoke: the response, and the command of a message's button. */
export type Invoked =
  | { readonly type: "answered"; readonly body: InvokeBody; readonly command?: string }
  /** Of no kind that is handled. */
  | { readonly type: "foreign" }
  /** Without what its kind has. */
  | { readonly type: "unreadable" };

/** What invokes are handled with. */
export interface Invoking {
  readonly converse: Converse;
  readonly open: ReadOpen;
  readonly files: Pick<FileOffers, "answer">;
  readonly now: () => Date;
}

/** Handles buttons, dialogs and message extensions, whose values are commands that a person could type. */
export async function takeInvoke(activity: Incoming, invoking: Invoking): Promise<Invoked> {
  const { converse, files, now } = invoking;
  switch (activity.name) {
    case "adaptiveCard/action": {
      const command = execute.safeParse(activity.value).data?.action.data.command;
      if (command === undefined) return { type: "unreadable" };
      return { type: "answered", body: await takeExecute(activity, command, converse), command };
    }
    case "task/fetch": {
      const data = task.safeParse(activity.value).data?.data;
      if (!data) return { type: "unreadable" };
      const { command, confirm } = data;
      return { type: "answered", body: await takeFetch(activity, { command, confirm }, converse), command };
    }
    case "task/submit":
    case "composeExtension/submitAction": {
      const data = task.safeParse(activity.value).data?.data ?? activity.value;
      const pick = picked.safeParse(data).data;
      if (pick) return { type: "answered", body: await takePick(activity, pick, converse) };
      const sent = submitted.safeParse(data).data;
      return sent
        ? { type: "answered", body: await takeSubmit(activity, sent, converse, now()) }
        : { type: "unreadable" };
    }
    case "composeExtension/fetchTask": {
      const used = extension.safeParse(activity.value).data;
      return used ? { type: "answered", body: await takeExtension(activity, used, invoking) } : { type: "unreadable" };
    }
    case "fileConsent/invoke": {
      const consent = fileConsent.safeParse(activity.value).data;
      if (!consent) return { type: "unreadable" };
      await files.answer(toPlace(activity.conversation.id), consent);
      return { type: "answered", body: {} };
    }
    default:
      return { type: "foreign" };
  }
}

/** The chat lane edits the card itself, for everybody; whoever pressed gets a reply. */
async function takeExecute(activity: Incoming, command: string, converse: Converse): Promise<InvokeBody> {
  const card = answerOf(await converse(activity, { text: command, manner: "addressed" }));
  const value = card?.push ?? "Nothing to do.";
  return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

async function takeFetch(
  activity: Incoming,
  { command, confirm }: { readonly command: string; readonly confirm: string | undefined },
  converse: Converse,
): Promise<InvokeBody> {
  const form = formOf(command);
  if (form !== undefined) return toTask(toFormDialog(form, command, { effect: confirm }));
  if (confirm !== undefined) return toTask(toConfirmDialog(confirm, command));
  const card = answerOf(await converse(activity, { text: command, manner: "addressed" }));
  return card ? toTask(toAnswerDialog(card)) : toMessage("Nothing to do.");
}

async function takeSubmit(
  activity: Incoming,
  { command, ...fields }: z.infer<typeof submitted>,
  converse: Converse,
  now: Date,
): Promise<InvokeBody> {
  const form = formOf(command);
  if (form !== undefined) return takeForm(activity, { form, command, values: typed.parse(fields) }, converse, now);
  const received = await converse(activity, { text: command, manner: "addressed" });
  return toOutcome(received);
}

/** What was typed into the fields of a form. */
const typed = z.record(
  z.string(),
  z
    .string()
    .catch("")
    .transform((text) => text.slice(0, LIMIT.input)),
);

/** A form with a wrong field stays open, with what was typed and the error under its field. */
async function takeForm(activity: Incoming, filled: Filled, converse: Converse, now: Date): Promise<InvokeBody> {
  const { form, command, values } = filled;
  const errors = wrongFields(filled, { zone: knownZone(activity.localTimezone), now });
  if (Object.keys(errors).length > 0) return toTask(toFormDialog(form, command, { sent: { values, errors } }));
  const received = await converse(activity, { text: commandFrom(command, form, values), manner: "addressed" });
  if (received.type !== "reply") return toOutcome(received);
  const { card, refused } = received;
  if (offers(card, form)) return toTask(toAnswerDialog(card));
  if (!refused) return toMessage(sentenceOf(card));
  return toTask(toFormDialog(form, command, { sent: { values, errors: {}, refusal: sentenceOf(card) } }));
}

/** Whether a card has a button that is more than the form again. */
function offers({ blocks }: Card, form?: FormName): boolean {
  const actions = blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
  return actions.some(({ command }) => form === undefined || formOf(command) !== form);
}

/** What follows in the dialog: it closes where the outcome is seen in the chat. */
function toOutcome(received: Received): InvokeBody {
  const card = answerBeside(received);
  if (!card) return {};
  return offers(card) ? toTask(toAnswerDialog(card)) : toMessage(sentenceOf(card));
}

/** Handles "Investigate this" and "Add to timeline" on any message. */
async function takeExtension(
  activity: Incoming,
  { commandId, messagePayload }: z.infer<typeof extension>,
  { converse, open, now }: Invoking,
): Promise<InvokeBody> {
  const about = toAbout(messagePayload, activity, now);
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

/** The message as its author wrote it. What it says of itself comes from the client of whoever uses the extension. */
function toAbout(
  { id, createdDateTime, linkToMessage, body, from }: MessagePayload,
  { conversation }: Incoming,
  now: () => Date,
): QuotedMessage {
  const content = body?.content ?? "";
  const own = linkToMessage !== undefined && isMessageLink(linkToMessage) ? linkToMessage : undefined;
  return {
    text: body?.contentType === "text" ? tidy(content) : plainText(content),
    at: (createdDateTime ?? now()).toISOString(),
    author: from?.user?.displayName ?? from?.application?.displayName ?? "somebody",
    link: own ?? linkTo(toPlace(conversation.id).conversation, id) ?? id,
  };
}

function sentenceOf({ blocks, title }: Card): string {
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
