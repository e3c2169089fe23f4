import type { Announcement, Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command } from "../command.ts";
import { type Investigation, presentEpisode } from "../state.ts";
import { accept, type Decision, unchanged } from "./decision.ts";

/** An issue may begin this long after the alarm that it explains, because AWS's start times are rough. */
const AFTER_MS = 30 * 60_000;
const BEFORE_MS = 3 * 3_600_000;

/** Records an announcement of AWS Health about the alarm's Region during the investigation. If there is a verdict, a new look begins. */
export function decideAnnounced(
  state: Investigation,
  { announced }: Extract<Command, { type: "announce" }>,
  meta: Meta,
): Decision {
  const episode = presentEpisode(state);
  const findings = state.findings[episode];
  const known = state.announced.some(({ id }) => id === announced.id);
  if (known || state.status !== "open" || !findings?.requested || !concerns(state, announced)) return unchanged;
  const stamp = { at: meta.at, by: meta.actor };
  const told: Event = { type: "healthAnnounced", ...stamp, announced };
  const looks = findings.conclusion !== undefined && findings.lookingAgain !== true;
  return accept(told, ...(looks ? [{ type: "secondLookBegun" as const, ...stamp, episode }] : []));
}

function concerns({ alarm, episodes }: Investigation, { region, began, at }: Announcement): boolean {
  const fired = Date.parse(episodes.at(-1)?.firedAt ?? "");
  const since = Date.parse(began ?? at);
  const here = alarm !== undefined && (region === undefined || region === alarm.region);
  return here && since >= fired - BEFORE_MS && since <= fired + AFTER_MS;
}
