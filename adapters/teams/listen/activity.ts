import { z } from "zod";

/** What a button, a dialog or a message extension sends. */
const said = z.object({ command: z.string().max(4_000), confirm: z.string().max(1_000).optional() }).loose();

/** A message on its way to a timeline that has yet to be chosen. */
export const picked = z.object({
  about: z.object({
    text: z.string().max(4_000),
    at: z.iso.datetime(),
    author: z.string().max(200),
    link: z.string().max(2_000),
  }),
  investigation: z.string().regex(/^G-\d+$/),
});

/** A message that somebody points at with a message extension. */
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

/** An activity of Teams, as far as it is looked at. */
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
});
export type Incoming = z.infer<typeof incoming>;

/** `Action.Execute` of a card. */
export const execute = z.object({ action: z.object({ data: said }) });
/** A dialog that opens or was filled in, and a card's `Action.Submit`. */
export const task = z.object({ data: said });
export const submitted = said;
/** "Investigate this" and "Add to timeline". */
export const extension = z.object({ commandId: z.string(), messagePayload: payload, data: z.unknown().optional() });
