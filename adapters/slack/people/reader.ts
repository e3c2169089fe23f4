import type { Reader } from "../../../src/access/reader.ts";
import { actorOf, type People } from "./people.ts";

/** How long a list waits for what Slack says about its reader. */
const WAIT_MS = 1_000;

/** Somebody who reads a list that is for them alone; `channel`: the key of the channel they read it in. */
export async function readerOf(people: People, user: string, channel: string | undefined): Promise<Reader> {
  const person = await people.find(user, WAIT_MS);
  return {
    actor: actorOf(user, person?.name ?? user),
    belonging: person?.belonging ?? "unknown",
    channel,
    shared: false,
  };
}
