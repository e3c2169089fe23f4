import type { StormList } from "../command.ts";
import { type Investigation, presentEpisode } from "../state.ts";

/** The timer after which the table of a storm's members is made anew, if the storm has grown. */
export const LIST_TIMER = "list";
/** How often it is made at most: each one is uploaded to every channel. */
const EVERY_MS = 60_000;

/** When a newer table may be made, epoch ms. */
export function listAgainAt({ at }: StormList): number {
  return Date.parse(at) + EVERY_MS;
}

/** Whether an open storm has members that its table lacks. */
export function lacksMembers(state: Investigation): boolean {
  const { list } = state.findings[presentEpisode(state)]?.conclusion ?? {};
  return state.status === "open" && list !== undefined && list.rows < state.members.length;
}
