import { z } from "zod";
import type { Identity } from "./listening.ts";

/** What an event comes in. Its `team_id` may be the other side's of a shared channel; `authorizations` says for which installation it is. */
const envelope = z.object({
  event_id: z.string(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

/** The id of an event for this installation; undefined where it is for another one of the app, or has none. */
export function eventFor(body: unknown, { team, enterprise }: Identity): string | undefined {
  const { data } = envelope.safeParse(body);
  if (!data) return undefined;
  const { event_id, authorizations } = data;
  const ours = (authorizations ?? []).some(
    ({ team_id, enterprise_id, is_enterprise_install }) =>
      team_id === team || (is_enterprise_install === true && enterprise !== undefined && enterprise_id === enterprise),
  );
  return ours || !authorizations || authorizations.length === 0 ? event_id : undefined;
}
