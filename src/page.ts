import { toFeed } from "./feed.ts";
import type { Load } from "./handle.ts";
import { rootCard } from "./investigation/view/root.ts";
import { summaryCard } from "./investigation/view/summary.ts";
import { streamOf } from "./receive.ts";
import type { Store } from "./store/store.ts";

/** What the page shows of an investigation, by its number: the record of all that happened, and how it stands. */
export async function pageOf(number: number, load: Load, store: Store) {
  const stream = streamOf(number);
  const { state } = await load(stream);
  if (state.status === "none") return undefined;
  const investigated = Object.keys(state.findings).length > 0 && state.subject?.type !== "storm";
  const summary = investigated ? summaryCard(state) : rootCard(state);
  return { feed: toFeed(await store.read(stream, 0), state), summary };
}
