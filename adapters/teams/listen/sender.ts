import { z } from "zod";
import { parseJson } from "../../../src/json.ts";

const owned = z.object({ tenantId: z.string().nullish() }).nullish();

/** Where an activity names tenants: the conversation's, its sender's, and the team's and channel's, which others may share. */
const tenants = z.object({
  conversation: owned,
  from: owned,
  channelData: z
    .object({ tenant: z.object({ id: z.string().nullish() }).nullish(), team: owned, channel: owned })
    .nullish(),
});

/**
 * Whether an activity comes from one of the tenants: it names at least one, and no other beside it. A token proves that the Bot Framework
 * sent it, for whatever tenant; comparing is left to the bot.
 */
export function isOfTenant(activity: unknown, allowed: readonly string[]): boolean {
  const parsed = tenants.safeParse(activity);
  if (!parsed.success) return false;
  const { conversation, from, channelData } = parsed.data;
  const places = [conversation, from, channelData?.team, channelData?.channel];
  const named = [channelData?.tenant?.id, ...places.map((place) => place?.tenantId)].flatMap((each) => each ?? []);
  const [tenant, ...others] = new Set(named.map((each) => each.toLowerCase()));
  return tenant !== undefined && others.length === 0 && allowed.some((each) => each.toLowerCase() === tenant);
}

const origin = z.object({
  type: z.string().max(100).optional().catch(undefined),
  channelId: z.string().max(100).optional().catch(undefined),
  conversation: z
    .object({ tenantId: z.string().max(100).optional() })
    .optional()
    .catch(undefined),
});

/** Where an activity says that it comes from, for the log. */
export function originOf(activity: unknown) {
  const { type, channelId, conversation } = origin.catch({}).parse(activity);
  return { type, channel: channelId, tenant: conversation?.tenantId };
}

/** Whether another program speaks: the ids of bots begin with 28. */
export function isBot({ id, role }: { readonly id: string; readonly role?: string | null | undefined }): boolean {
  return id.startsWith("28:") || role?.toLowerCase() === "bot";
}

const claims = z.object({ exp: z.number() });

/** Whether a bearer token says when it expires. Read before it is verified: the SDK accepts one that is valid for ever. */
export function expires(authorization: string | undefined): boolean {
  const payload = authorization?.split(".")[1] ?? "";
  return claims.safeParse(parseJson(Buffer.from(payload, "base64url").toString())).success;
}
