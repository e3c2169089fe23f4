import { normalise } from "../../../src/command/grammar/normalise.ts";
import type { Mention } from "../../../src/conversation/inbound.ts";
import { actorOf, type People } from "../people/people.ts";

/** Mentions of one text that are looked up. */
const MOST = 5;
/** How long a command waits for what Slack says about those whom it names. */
const WAIT_MS = 1_000;
const MENTION = /<@([UW][A-Z0-9]{1,20})(?:\|([^<>]*))?>|<!subteam\^(S[A-Z0-9]{1,20})(?:\|@?([^<>]*))?>/g;

/** The people and user groups whom a text of Slack mentions. Bots and people who were deactivated are nobody. */
export async function mentionsIn(text: string, people: People): Promise<readonly Mention[]> {
  const found = [...text.matchAll(MENTION)].slice(0, MOST);
  const mentions = found.map(async ([written, user, label, group, handle]): Promise<Mention | undefined> => {
    const word = normalise(written);
    if (group !== undefined) return { type: "group", word, name: handle || group, id: `slack:${group}` };
    if (user === undefined) return undefined;
    const person = await people.find(user, WAIT_MS);
    if (person?.speaks === false) return undefined;
    const actor = actorOf(user, person?.name ?? (label || user));
    return { type: "person", word, actor, belonging: person?.belonging ?? "unknown" };
  });
  return (await Promise.all(mentions)).filter((mention) => mention !== undefined);
}
