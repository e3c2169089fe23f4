import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../../src/events/events.ts";
import { seal, unseal } from "../guard/sealed.ts";
import type { WebHost } from "../port.ts";
import type { Person } from "./session.ts";

/** A link is good for so many seconds. */
const ENTRY_SECONDS = 600;

/** `made`: epoch ms. */
const sealed = z.object({ id: z.string(), name: z.string(), host: z.string(), made: z.number(), nonce: z.string() });

/** A link that was opened. */
export interface OpenedEntry {
  readonly person: Person;
  /** Uses it up, on all replicas; false if it was used, or if a later one of the same person was. */
  use(): Promise<boolean>;
}

/** Links from the chat into the page, each for one person, once, on one host. */
export interface Entries {
  /** The path of a new link. */
  pathFor(person: Actor): string;
  /** What a link says, without using it up: what draws previews opens every link. Undefined if it is not ours, or over. */
  open(entry: string): OpenedEntry | undefined;
}

export function createEntries(
  { names, now }: Pick<WebHost, "names" | "now">,
  { secret, host }: { readonly secret: string; readonly host: string },
): Entries {
  return {
    pathFor({ id, name }) {
      const made = now().getTime();
      const expires = Math.floor(made / 1000) + ENTRY_SECONDS;
      return `/enter/${seal("entry", { id, name, host, made, nonce: randomUUID() }, expires, secret)}`;
    },
    open(entry) {
      const { data } = sealed.safeParse(unseal("entry", entry, secret, now())?.value);
      if (data?.host !== host) return undefined;
      const { id, name, made, nonce } = data;
      return { person: { id, name, groups: [] }, use: () => take(id, made, nonce) };
    },
  };

  /** Each person has one name in the store, which the last link that was used has: so nothing piles up. Whoever replaces it uses theirs up. */
  async function take(id: string, made: number, nonce: string): Promise<boolean> {
    const name = `entered/${id}`;
    const last = await names.find(name);
    if (last !== undefined && Number(last.split("/")[0]) >= made) return false;
    const mine = `${made}/${nonce}/${randomUUID()}`;
    return (await names.claim(name, mine, last)) === mine;
  }
}
