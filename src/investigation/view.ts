import { type Episode, type Investigation, isThere, type Snooze } from "./state.ts";
import { againCard } from "./view/again.ts";
import { queryCard } from "./view/answers.ts";
import { changedCard } from "./view/changed.ts";
import { contentDigest } from "./view/content-digest.ts";
import { updateCard } from "./view/notice.ts";
import { rootCard } from "./view/root.ts";
import { runbookCard } from "./view/runbook.ts";
import type { Shown } from "./view/shown.ts";
import { soundsOf } from "./view/sounds.ts";
import { stormListCards } from "./view/storm-list.ts";
import { summaryCard } from "./view/summary.ts";

export type { Shown } from "./view/shown.ts";

/** Milliseconds without a firing after which the next one makes a sound again; the first one after a recovery always does. */
const QUIET_MS = 600_000;

/**
 * The messages that an investigation should show in each of its places, in order. Pure. A post makes a sound and an edit does not, so
 * Gumshoe posts at most three messages a firing by itself: the alarm, its verdict, and that it fires again; further ones only as long as
 * nobody acknowledges, or when a snooze ends. All other messages are edits, or answers to people.
 */
export function view(state: Investigation): readonly Shown[] {
  if (!isThere(state) || state.held || isQuietMember(state)) return [];
  const said = contentDigest(state);
  const shown: Shown[] = [{ slot: "root", where: "channel", card: rootCard(state), says: said }];
  if (state.subject?.type === "storm")
    return [...shown, ...listOf(state), ...soundsOf(state, said), ...answersOf(state)];
  const concluded = Object.values(state.findings).some(
    ({ conclusion, before }) => (conclusion ?? before) !== undefined,
  );
  for (const [index, { notice }] of state.updates.entries()) {
    const card = updateCard(state, notice);
    shown.push({ slot: `update-${index + 1}`, where: "thread", card, says: said });
  }
  if (state.checklist) {
    shown.push({ slot: "runbook", where: "thread", card: runbookCard(state, state.checklist), says: said });
  }
  if (concluded) shown.push({ slot: "summary", where: "thread", card: summaryCard(state), says: said });
  for (const [number, { turnabouts = [] }] of Object.entries(state.findings)) {
    for (const [index, turnabout] of turnabouts.entries()) {
      const card = changedCard(state, turnabout);
      shown.push({ slot: `changed-${number}-${index + 1}`, where: "thread", card, says: said });
    }
  }
  for (const episode of firedAgain(state)) {
    const card = againCard(state, episode);
    shown.push({ slot: `again-${episode.number}`, where: "thread", card, says: said, broadcast: true });
  }
  return [...shown, ...soundsOf(state, said), ...answersOf(state)];
}

/** The names of a storm's members, in its thread. What is said there changes as names are added; a state of one of them can wait. */
function listOf(state: Investigation): readonly Shown[] {
  const says = { decision: "", state: String(state.members.length), finding: "" };
  return stormListCards(state).map((card, index) => ({ slot: `members-${index + 1}`, where: "thread", card, says }));
}

function answersOf(state: Investigation): readonly Shown[] {
  return state.queries.map((query) => {
    const answered = query.answer === undefined ? "asked" : "answered";
    const told = { decision: answered, state: "", finding: "" };
    return { slot: query.id, where: "thread", card: queryCard(state, query), says: told };
  });
}

/** A member of a storm has no message of its own until somebody asks about it. */
function isQuietMember({ storm, findings, queries, notes }: Investigation): boolean {
  const untouched = Object.keys(findings).length === 0 && queries.length === 0 && notes.length === 0;
  return storm !== undefined && untouched;
}

/** Firings that make a sound: the first one after a recovery, and each after ten quiet minutes, unless it is snoozed. */
function firedAgain({ episodes, snoozes }: Investigation): readonly Episode[] {
  return episodes.filter((episode, index) => {
    const before = episodes[index - 1];
    if (before === undefined || snoozes.some((snooze) => covers(snooze, episode))) return false;
    const quiet = Date.parse(episode.firedAt) - Date.parse(before.recoveredAt ?? before.firedAt);
    return index === 1 || quiet >= QUIET_MS;
  });
}

/** Whether a firing began while it was snoozed. */
function covers({ at, ended }: Snooze, { firedAt }: Episode): boolean {
  const fired = Date.parse(firedAt);
  return fired >= Date.parse(at) && (ended === undefined || fired < Date.parse(ended.at));
}
