import { z } from "zod";
import { parseJson } from "../../../src/json.ts";

/** The tenants that an activity names: the conversation's and its sender's. */
const tenants = z.object({
  conversation: z.object({ tenantId: z.string().nullish() }).nullish(),
  channelData: z.object({ tenant: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
});

/**
 * Whether an activity comes from the tenant: it names at least one, and no other. A token proves that the Bot Framework sent it, for
 * whatever tenant; comparing is left to the bot.
 */
export function isOfTenant(activity: unknown, tenant: string): boolean {
  const parsed = tenants.safeParse(activity);
  if (!parsed.success) return false;
  const { conversation, channelData } = parsed.data;
  const named = [conversation?.tenantId, channelData?.tenant?.id].flatMap((each) => each ?? []);
  return named.length > 0 && named.every((each) => each.toLowerCase() === tenant.toLowerCase());
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
