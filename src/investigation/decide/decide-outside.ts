import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { type Investigation, presentEpisode } from "../state.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

/** Records what another system says, once. It supports no hypothesis: people read it, and decide. */
export function decideOutside(
  state: Investigation,
  { evidence, notice }: Extract<Command, { type: "recordOutside" }>,
  meta: Meta,
): Decision {
  const known = state.evidence.some((each) => each.evidence.sentence === evidence.sentence);
  if (state.status !== "open" || known) return unchanged;
  const stamp = { at: meta.at, by: meta.actor };
  const id = `e${state.numbered.evidence + 1}`;
  const shown: readonly Event[] = notice
    ? [{ type: "noticeUpdated", ...stamp, notice: { ...notice, title: `${notice.title} (${id})` } }]
    : [];
  return accept({ type: "evidenceRecorded", ...stamp, episode: presentEpisode(state), id, evidence }, ...shown);
}
