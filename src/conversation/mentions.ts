import type { PageTarget } from "../events/events.ts";
import type { OnCallFile } from "../on-call/on-call-file.ts";
import type { Inbound, Mention } from "./inbound.ts";

/** The mention that a word of the text is; undefined for a typed name. */
export async function mentionOf({ mentions }: Inbound, word: string): Promise<Mention | undefined> {
  if (!mentions || !word.startsWith("@")) return undefined;
  return (await mentions()).find((each) => each.word.toLowerCase() === word.toLowerCase());
}

/** The key of the on-call file's person with an id. */
export function personWithId({ people }: OnCallFile, id: string): string | undefined {
  return Object.keys(people).find((key) => people[key]?.ids.includes(id));
}

/** Who is paged with a mention. Whom the file knows is reached by all ids that it lists. */
export function targetMentioned(file: OnCallFile, mention: Mention): PageTarget {
  if (mention.type === "person") {
    const { id, name } = mention.actor;
    const known = file.people[personWithId(file, id) ?? ""];
    return { type: "person", name: known?.name ?? name, ids: [...(known?.ids ?? [id])] };
  }
  const { id, name } = mention;
  const [key, ids] = Object.entries(file.groups).find(([, each]) => each.includes(id)) ?? [name, [id]];
  return { type: "group", name: key, ids: [...ids] };
}
