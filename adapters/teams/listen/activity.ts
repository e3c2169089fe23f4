import { z } from "zod";
import { withoutEnd } from "../../../src/card/number.ts";
import { isMessageLink } from "../place.ts";

/** The data of a button, a dialog or a message extension. */
const commandData = z.object({ command: z.string().max(4_000), confirm: z.string().max(1_000).optional() }).loose();

/** A message whose timeline has yet to be chosen. */
export const picked = z.object({
  about: z.object({
    text: z.string().max(4_000),
    at: z.iso.datetime(),
    author: z.string().max(200),
    // It comes back from the client: an address that is not Teams' own is none of ours.
    link: z
      .string()
      .max(2_000)
      .refine((link) => isMessageLink(link) || !link.includes("://")),
  }),
  investigation: z.string().regex(/^G-\d+$/),
});

/** Teams' own ids have up to 400 characters. */
const id = z.string().max(1_000);
const name = z.string().transform((text) => withoutEnd(text, 200));
/** A time that cannot be read is as one that is not there. */
const moment = z
  .union([z.string(), z.date()])
  .transform((time) => new Date(time))
  .refine((time) => !Number.isNaN(time.getTime()))
  .optional()
  .catch(undefined);

/** The message on which a message extension was used. */
const payload = z.object({
  id,
  createdDateTime: moment,
  linkToMessage: z.string().max(2_000).optional().catch(undefined),
  body: z.object({ content: z.string().default(""), contentType: z.string().optional() }).optional(),
  from: z
    .object({
      user: z.object({ displayName: name.nullish() }).nullish(),
      application: z.object({ displayName: name.nullish() }).nullish(),
    })
    .nullish(),
});
export type MessagePayload = z.infer<typeof payload>;

/** The parts of an activity that are used. */
export const incoming = z.object({
  type: z.string(),
  id: id.optional(),
  name: z.string().optional(),
  text: z.string().default(""),
  serviceUrl: z.string(),
  timestamp: moment,
  localTimezone: z.string().optional(),
  replyToId: id.optional(),
  from: z.object({
    id,
    name: name.optional(),
    aadObjectId: id.optional(),
    role: z.string().nullish(),
  }),
  recipient: z.object({ id }),
  conversation: z.object({
    id,
    conversationType: z.string().optional(),
    tenantId: z.string().nullish(),
  }),
  channelData: z.object({ tenant: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
  entities: z
    .array(
      z
        .object({
          type: z.string(),
          mentioned: z
            .object({ id, name: name.nullish(), aadObjectId: id.nullish(), role: z.string().nullish() })
            .optional(),
          text: z.string().optional(),
          quotedReply: z.object({ messageId: id }).optional().catch(undefined),
        })
        .loose(),
    )
    .default([]),
  attachments: z
    .array(z.object({ contentType: z.string().optional(), content: z.unknown().optional() }))
    .default([])
    .catch([]),
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

const offer = z.object({ offer: z.string().max(200) });
const address = z.string().max(4_000);
/** What a person answers to a file's consent card. */
export const fileConsent = z
  .discriminatedUnion("action", [
    z.object({
      action: z.literal("accept"),
      context: offer,
      uploadInfo: z.object({ uploadUrl: address, contentUrl: address, uniqueId: id, fileType: z.string().max(50) }),
    }),
    z.object({ action: z.literal("decline"), context: offer }),
  ])
  .transform((answer) =>
    answer.action === "accept"
      ? { action: answer.action, offer: answer.context.offer, upload: answer.uploadInfo }
      : { action: answer.action, offer: answer.context.offer },
  );
export type FileConsent = z.infer<typeof fileConsent>;

/** Whether the bot itself was added to a team or chat. */
export function isAdded({ type, action, membersAdded, recipient }: Incoming): boolean {
  if (type === "installationUpdate") return action === "add" || action === "add-upgrade";
  return type === "conversationUpdate" && (membersAdded ?? []).some(({ id }) => id === recipient.id);
}
