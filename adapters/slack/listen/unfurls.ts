import type { types } from "@slack/bolt";
import { z } from "zod";
import type { Card } from "../../../src/card/card.ts";
import { messageOf } from "../../../src/errors.ts";
import { toMessageContent } from "../render/message.ts";
import { eventFor } from "./envelope.ts";
import type { Listening } from "./listening.ts";

const shared = z.object({
  channel: z.string(),
  message_ts: z.string(),
  unfurl_id: z.string().optional(),
  source: z.string().optional(),
  links: z.array(z.object({ url: z.string() })),
});

/** Links of one message that are looked at. */
const LOOKED_AT = 5;
/** Blocks of a preview: what it is, whether it still is, and the likely cause. */
const SHOWN = 5;

/**
 * A link to an investigation's page shows what the page begins with. Only a signed link that has not expired does: whoever reads the message
 * could open it as well.
 */
export function listenToLinks({ app, identity, host, log }: Listening): void {
  app.event("link_shared", async ({ event, body, client }) => {
    const { data } = shared.safeParse(event);
    if (!data || eventFor(body, identity) === undefined) return;
    void preview(data).catch((error: unknown) => log.info({ error: messageOf(error) }, "a link got no preview"));

    async function preview({ channel, message_ts, unfurl_id, source, links }: z.infer<typeof shared>): Promise<void> {
      const found = await Promise.all(
        links.slice(0, LOOKED_AT).map(async ({ url }) => {
          const page = await host.pageAt(url.replaceAll("&amp;", "&"));
          return page ? [[url, { blocks: previewOf(page.summary) }] as const] : [];
        }),
      );
      if (found.flat().length === 0) return;
      // In a message that is still being written a link has an id and no place.
      const where =
        unfurl_id !== undefined && source !== undefined ? { unfurl_id, source } : { channel, ts: message_ts };
      await client.apiCall("chat.unfurl", { ...where, unfurls: Object.fromEntries(found.flat()) });
    }
  });
}

/** Without buttons: they belong to the thread. */
function previewOf(card: Card): readonly types.KnownBlock[] {
  const told = card.blocks.filter(({ type }) => type === "text" || type === "context" || type === "facts");
  return toMessageContent({ ...card, tone: "neutral", blocks: told.slice(0, SHOWN) }).blocks;
}
