import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { Retryable } from "../../../src/errors.ts";
import { toError } from "../api/errors.ts";
import { actorIdOf } from "./people.ts";

const answer = z.object({ users: z.array(z.string()) });

/** Lists the members of a user group as ids of the record. Rejects with the errors of {@link toError}. */
export function createUserGroups(client: webApi.WebClient): (group: string) => Promise<readonly string[]> {
  return async (group) => {
    const subject = `user group ${group}`;
    const response = await client.apiCall("usergroups.users.list", { usergroup: group }).catch((error: unknown) => {
      throw toError(error, subject);
    });
    const parsed = answer.safeParse(response);
    if (!parsed.success) throw new Retryable(`Slack answered something else for ${subject}`);
    return parsed.data.users.map(actorIdOf);
  };
}
