import type { Event } from "../../events/events.ts";
import type { Meta } from "../../store/store.ts";
import type { Command, StormMember } from "../command.ts";
import { lacksMembers } from "../looks/listing.ts";
import { memberOf } from "../member-of.ts";
import { type Investigation, presentEpisode } from "../state.ts";
import { accept, type Decision, refuse, unchanged } from "./decision.ts";

/** Records states of a storm's members and AWS's announcements. New ones start a diagnosis; known ones change nothing. */
export function decideGrowth(
  state: Investigation,
  { members, announced = [], opened = [], onlyLines = false }: Extract<Command, { type: "growStorm" }>,
  meta: Meta,
): Decision {
  if (onlyLines && !members.every(({ groupKey }) => isFiringLine(state, groupKey))) {
    return refuse("A member may have an investigation of its own.");
  }
  const anew = opened.filter(({ groupKey }) => memberOf(state, groupKey)?.investigation === undefined);
  const fresh = members.filter((member) => {
    const known = memberOf(state, member.groupKey);
    return known === undefined || Date.parse(known.alarmAt) < Date.parse(member.alarmAt);
  });
  const told = announced.filter(({ id }) => !state.announced.some((known) => known.id === id));
  if ((fresh.length === 0 && told.length === 0 && anew.length === 0) || state.status === "none") return unchanged;
  const repeats = told.length + anew.length === 0 && fresh.every((member) => isInState(state, member));
  const grew: Event = {
    type: "stormGrew",
    at: meta.at,
    by: meta.actor,
    members: fresh.map(({ facts, attributes, alarm, investigation: _, ...member }) => ({
      ...member,
      facts: [...facts],
      ...(attributes && { attributes: { ...attributes } }),
      ...(alarm && !isMember(state, member.groupKey) && { alarm }),
    })),
    ...(told.length > 0 && { announced: told.map((each) => ({ ...each, names: [...each.names] })) }),
    ...(anew.length > 0 && { opened: [...anew] }),
    ...(repeats && { repeats }),
  };
  const joined = fresh.some(({ groupKey }) => !isMember(state, groupKey));
  return accept(grew, ...(joined || told.length > 0 ? weighAgain(state, meta) : []));
}

function isMember(state: Investigation, groupKey: string): boolean {
  return memberOf(state, groupKey) !== undefined;
}

function isInState(state: Investigation, { groupKey, state: told }: StormMember): boolean {
  return memberOf(state, groupKey)?.state === told;
}

/** Whether a storm tells in a line of it that a member fires: a member that recovered, or one of a closed storm, may open when it fires anew. */
export function isFiringLine(storm: Investigation, groupKey: string): boolean {
  const line = memberOf(storm, groupKey);
  return storm.status === "open" && line?.state === "ALARM" && line.investigation === undefined;
}

/** Starts a look at a storm whose table lacks members: each look that is due makes it anew. */
export function decideListing(state: Investigation, meta: Meta): Decision {
  return lacksMembers(state) ? accept(...weighAgain(state, meta)) : unchanged;
}

/** Starts one diagnosis at a time; what arrives meanwhile is handled by {@link grewMeanwhile} at its end. */
function weighAgain(state: Investigation, meta: Meta): readonly Event[] {
  if (state.status !== "open") return [];
  const stamp = { at: meta.at, by: meta.actor, episode: presentEpisode(state) };
  const findings = state.findings[stamp.episode];
  if (!findings?.requested) return [{ type: "investigationRequested", ...stamp }];
  if (!findings.conclusion || findings.lookingAgain) return [];
  return [{ type: "secondLookBegun", ...stamp }];
}

/** Starts a new diagnosis if the storm grew during the last one, or if AWS Health made an announcement during it. */
export function grewMeanwhile(
  state: Investigation,
  { episode, weighed }: Extract<Command, { type: "recordRound" }>,
  meta: Meta,
): readonly Event[] {
  if (!weighed) return [];
  if (state.members.length <= weighed.members && state.announced.length <= weighed.announced) return [];
  return [{ type: "secondLookBegun", at: meta.at, by: meta.actor, episode }];
}
