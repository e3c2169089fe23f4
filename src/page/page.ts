import type { Card } from "../card/card.ts";
import { streamOf } from "../conversation/streams.ts";
import type { Load } from "../handle.ts";
import { isThere } from "../investigation/state.ts";
import { asShown } from "../investigation/view/read-only.ts";
import { rootCard } from "../investigation/view/root.ts";
import { summaryCard } from "../investigation/view/summary.ts";
import type { Store } from "../store/store.ts";
import { type InvestigationTimeline, toTimeline } from "./timeline.ts";

/** The page of an investigation: its current state and its whole history. */
export interface Page {
  readonly feed: InvestigationTimeline;
  readonly summary: Card;
}

/** The page of the investigation with a number; undefined if there is none. */
export async function pageOf(load: Load, store: Store, number: number): Promise<Page | undefined> {
  const stream = streamOf(number);
  const { state } = await load(stream);
  if (!isThere(state)) return undefined;
  const investigated = Object.keys(state.findings).length > 0 && state.subject?.type !== "storm";
  const summary = asShown(state, investigated ? summaryCard(state) : rootCard(state));
  return { feed: toTimeline(await store.read(stream, 0), state), summary };
}
