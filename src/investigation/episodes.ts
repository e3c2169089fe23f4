import type { Episode, Folded, Turn } from "./turns.ts";

/** A firing within an hour of recovery is a new episode of the same thread; a later one is a new investigation. */
const SAME_THREAD_MS = 3_600_000;

/** Inserts a turn in the order of the alarm's own time, from the end: hardly any comes late. A known turn changes nothing. */
export function insertTurn(turns: readonly Turn[], turn: Turn): readonly Turn[] {
  if (turns.some((known) => sameTurn(known, turn))) return turns;
  const before = turns.findLastIndex((known) => inOrder(known, turn) <= 0);
  return turns.toSpliced(before + 1, 0, turn);
}

function inOrder(a: Turn, b: Turn): number {
  return (
    Date.parse(a.alarmAt) - Date.parse(b.alarmAt) ||
    a.contributor.localeCompare(b.contributor) ||
    a.state.localeCompare(b.state)
  );
}

/** Whether two turns are the same state change of the same series. */
export function sameTurn(a: Turn, b: Pick<Turn, "alarmAt" | "state" | "contributor">): boolean {
  return a.state === b.state && a.contributor === b.contributor && Date.parse(a.alarmAt) === Date.parse(b.alarmAt);
}

/** An alarm that flaps for days has thousands of turns: beyond so many all but the newest are folded into counts. */
const MOST_TURNS = 200;
const KEPT_TURNS = 100;

/**
 * Folds the oldest turns where there are too many. The episodes that are left are the same as without; of those before the last run of the
 * folded turns only the number is kept. What happened at the time of the last folded turn or before counts as known from then on.
 */
export function foldTurns(
  turns: readonly Turn[],
  folded: Folded | undefined,
): { readonly turns: readonly Turn[]; readonly folded: Folded | undefined } {
  if (turns.length <= MOST_TURNS) return { turns, folded };
  const until = turns[turns.length - KEPT_TURNS - 1]?.alarmAt ?? "";
  const old = turns.filter((turn) => isFolded({ until }, turn.alarmAt));
  const { runs, alarming } = runsOf(old, folded);
  const run = runs.at(-1);
  const fired = (folded?.fired ?? 0) + Math.max(0, runs.length - 1);
  const since = folded?.since ?? runs[0]?.firedAt;
  return {
    turns: turns.slice(old.length),
    folded: { until, alarming, fired, ...(since !== undefined && { since }), ...(run && { run }) },
  };
}

/** Whether a state change at a time is among those that were folded, or as old. */
export function isFolded(folded: Pick<Folded, "until"> | undefined, alarmAt: string): boolean {
  return folded !== undefined && Date.parse(alarmAt) <= Date.parse(folded.until);
}

type Run = NonNullable<Folded["run"]>;

/**
 * The episodes of the turns, independent of their order of arrival. The number of an episode never changes, even if a late turn moves its
 * beginning.
 */
export function episodesOf(
  turns: readonly Turn[],
  known: readonly Episode[],
  folded: Folded | undefined,
): readonly Episode[] {
  const { runs } = runsOf(turns, folded);
  const begins = runs.map((run) => Date.parse(run.firedAt));
  const began = known.map((episode) => ({ number: episode.number, at: Date.parse(episode.firedAt) }));
  let next = Math.max(0, ...known.map((episode) => episode.number)) + 1;
  return runs.map((run, index): Episode => {
    const [from = 0, until = Number.POSITIVE_INFINITY] = begins.slice(index);
    const kept = began.filter(({ at }) => at >= from && at < until);
    const number = kept.length > 0 ? Math.min(...kept.map((episode) => episode.number)) : next++;
    const { firedAt, state, recoveredAt } = run;
    return { number, firedAt, state, ...(recoveredAt !== undefined && { recoveredAt }) };
  });
}

/** Runs of ALARM, from the last one of the folded turns on; a multi-series alarm is in ALARM while one of its series is. */
function runsOf(
  turns: readonly Turn[],
  folded: Folded | undefined,
): { readonly runs: readonly Run[]; readonly alarming: readonly string[] } {
  const runs: Run[] = folded?.run ? [folded.run] : [];
  const alarming = new Set(folded?.alarming);
  for (const { contributor, state, alarmAt } of turns) {
    const before = alarming.size > 0;
    if (state === "ALARM") alarming.add(contributor);
    else alarming.delete(contributor);
    const firing = alarming.size > 0;
    const run = runs.at(-1);
    if (firing && !before) {
      runs.push({ firedAt: alarmAt, state: "ALARM" });
    } else if (run !== undefined) {
      const recovered = before && !firing && { recoveredAt: alarmAt };
      runs[runs.length - 1] = { ...run, ...recovered, state: firing ? "ALARM" : state };
    }
  }
  return { runs, alarming: [...alarming] };
}

/** Whether a firing at `alarmAt` belongs to the same investigation, or comes too long after its end. */
export function continues(turns: readonly Turn[], episodes: readonly Episode[], alarmAt: string): boolean {
  const at = Date.parse(alarmAt);
  const first = turns[0];
  if (first === undefined || at <= Date.parse(first.alarmAt)) return true;
  const before = episodes.filter((episode) => Date.parse(episode.firedAt) <= at).at(-1);
  if (before?.recoveredAt === undefined || Date.parse(before.recoveredAt) > at) return true;
  return at - Date.parse(before.recoveredAt) <= SAME_THREAD_MS;
}
