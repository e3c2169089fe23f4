import { z } from "zod";

/** The data of a button, a dialog or a message extension. */
const commandData = z.object({ command: z.string().max(4_000), confirm: z.string().max(1_000).optional() }).loose();

/** A message whose timeline has yet to be chosen. */
export const picked = z.object({
  about: z.object({
    text: z.string().max(4_000),
    at: z.iso.datetime(),
    author: z.string().max(200),
    link: z.string().max(2_000),
  }),
  investigation: z.string().regex(/^G-\d+$/),
});

/** The message on which a message extension was used. */
const payload = z.object({
  id: z.string(),
  createdDateTime: z.string().optional(),
  linkToMessage: z.string().optional(),
  body: z.object({ content: z.string().default(""), contentType: z.string().optional() }).optional(),
  from: z
    .object({
      user: z.object({ displayName: z.string().nullish() }).nullish(),
      application: z.object({ displayName: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type MessagePayload = z.infer<typeof payload>;

/** The parts of an activity that are used. */
export const incoming = z.object({
  type: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  text: z.string().default(""),
  serviceUrl: z.string(),
  timestamp: z.union([z.string(), z.date()]).optional(),
  localTimezone: z.string().optional(),
  replyToId: z.string().optional(),
  from: z.object({
    id: z.string(),
    name: z.string().optional(),
    aadObjectId: z.string().optional(),
    role: z.string().nullish(),
  }),
  recipient: z.object({ id: z.string() }),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string().optional(),
    tenantId: z.string().nullish(),
  }),
  channelData: z.object({ tenant: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
  entities: z
    .array(
      z
        .object({ type: z.string(), mentioned: z.object({ id: z.string() }).optional(), text: z.string().optional() })
        .loose(),
    )
    .default([]),
  value: z.unknown().optional(),
  /** Of a `conversationUpdate`. */
  membersAdded: z.array(z.object({ id: z.string() })).nullish(),
  /** Of an `installationUpdate`. */
  action: z.string().nullish(),
});
export type Incoming = z.infer<typeof incoming>;

/** `Action.Execute` of a card. */
export const execute = z.object({ action: z.object({ data: commandData }) });
/** A dialog that opens or is submitted, and a card's `Action.Submit`. */
export const task = z.object({ data: commandData });
export const submitted = commandData;
/** "Investigate this" and "Add to timeline". */
export const extension = z.object({ commandId: z.string(), messagePayload: payload, data: z.unknown().optional() });

/** Whether the bot itself was added to a team or chat. */
export function isAdded({ type, action, membersAdded, recipient }: Incoming): boolean {
  if (type === "installationUpdate") return action === "add" || action === "add-upgrade";
  return type === "conversationUpdate" && (membersAdded ?? []).some(({ id }) => id === recipient.id);
}
