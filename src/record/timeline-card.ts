import type { Block, Card } from "../card/card.ts";
import { withoutEnd } from "../card/number.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import type { Moment } from "./moment.ts";

/** Lines that one page shows. */
export const LINES = 15;
/** The longest text of a line. */
const LONGEST = 200;

/** The number of pages of a timeline, at least one. */
export function pagesOf(moments: readonly Moment[]): number {
  return Math.max(1, Math.ceil(moments.length / LINES));
}

/** A page of the timeline, the oldest first. `clock` says an ISO time in the reader's zone. */
export function timelineCard(
  state: Investigation,
  moments: readonly Moment[],
  { page, clock }: { readonly page: number; readonly clock: (iso: string) => string },
): Card {
  const name = investigationName(state);
  const pages = pagesOf(moments);
  const shown = moments.slice((page - 1) * LINES, page * LINES);
  const title = `TIMELINE ${name} ${state.title}${pages > 1 ? ` · page ${page} of ${pages}` : ""}`;
  const table: Block = {
    type: "table",
    columns: [{ name: "When" }, { name: "What" }, { name: "By" }],
    rows: shown.map(({ at, text, by, id }) => [clock(at), `${withoutEnd(text, LONGEST)}${mark(text, id)}`, by ?? "–"]),
  };
  const blocks: Block[] = shown.length > 0 ? [table] : [{ type: "text", text: "Nothing is recorded here." }];
  if (page < pages) {
    const next = `${name} timeline page ${page + 1}`;
    blocks.push({ type: "actions", actions: [{ label: `Page ${page + 1}`, command: next }] });
  }
  return { title, tone: "neutral", investigation: name, blocks, push: withoutEnd(title, 80) };
}

/** " (e2)", where the text does not name it already. */
function mark(text: string, id: string | undefined): string {
  return id === undefined || text.includes(id) ? "" : ` (${id})`;
}
