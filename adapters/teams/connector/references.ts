import { z } from "zod";
import type { Board } from "../../../src/store/board.ts";
import { isChannelId } from "../place.ts";

/** The service URL of each conversation. Stored, so that alarms reach their channel after a restart. */
export interface References {
  find(conversation: string): Promise<StoredReference>;
  /** Stores the service of a verified message; from now on the conversation is reached through it. */
  remember(conversation: string, reference: StoredReference): Promise<void>;
}

const PLACE = "teams:references";
/** Microsoft's global service; the answer to the first message names a nearer one. */
export const GLOBAL_SERVICE = "https://smba.trafficmanager.net/teams/";
/** References that are read from the store at first. */
const KEPT = 1_000;

const reference = z.object({
  serviceUrl: z.string(),
  /** Whether the conversation is a channel, which has threads; a chat has none. */
  channel: z.boolean(),
});
export type StoredReference = z.infer<typeof reference>;

export function createReferences(
  board: Board,
  now: () => Date,
  options: { readonly first: string; readonly loopback: boolean },
): References {
  const references = new Map<string, StoredReference>();
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    for (const { key, body } of await board.list(PLACE, KEPT)) {
      const parsed = reference.safeParse(JSON.parse(body));
      if (parsed.success && !references.has(key)) references.set(key, parsed.data);
    }
  }

  return {
    async find(conversation) {
      reading ??= read();
      await reading;
      return references.get(conversation) ?? { serviceUrl: options.first, channel: isChannelId(conversation) };
    },
    async remember(conversation, { serviceUrl, channel }) {
      const before = references.get(conversation);
      const same = before?.serviceUrl === serviceUrl && before.channel === channel;
      if (same || !isService(serviceUrl, options.loopback)) return;
      references.set(conversation, { serviceUrl, channel });
      const body = JSON.stringify({ serviceUrl, channel });
      await board.put({ place: PLACE, key: conversation, postedAt: now().toISOString(), body });
    },
  };
}

/** Only Microsoft's own hosts are called, whatever a request names; loopback if the settings allow it. */
function isService(url: string, loopback: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return loopback;
  const own = hostname === "smba.trafficmanager.net" || /^smba\.[\w.]+\.teams\.microsoft\.(?:com|us)$/.test(hostname);
  return protocol === "https:" && (own || /(?:^|\.)botframework\.(?:com|us)$/.test(hostname));
}
