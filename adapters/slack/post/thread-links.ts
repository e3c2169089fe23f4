import type { Card } from "../../../src/card/card.ts";
import { streamOf } from "../../../src/conversation/streams.ts";
import { threadLink } from "../place.ts";
import type { SlackHost } from "../port.ts";
import type { ThreadLinks } from "../render/table.ts";

/** Finds the threads of the investigations that a card's tables name, as far as the store answers; `workspace` is its URL. */
export function createThreadLinks(
  host: Pick<SlackHost, "links">,
  workspace: string,
): (card: Card) => Promise<ThreadLinks> {
  return async (card) => {
    const rows = card.blocks.flatMap((block) => (block.type === "table" ? block.rows : []));
    const named = [...new Set(rows.flat())].flatMap((text) => /^G-(\d{1,9})$/.exec(text)?.slice(1, 2) ?? []);
    const found = await Promise.all(
      named.map(async (number) => {
        const links = await host.links(streamOf(Number(number))).catch(() => []);
        const url = threadLink(workspace, links);
        return url === undefined ? [] : [[`G-${number}`, url] as const];
      }),
    );
    return new Map(found.flat());
  };
}
