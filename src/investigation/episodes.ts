import type { Episode, Turn, TurnState } from "./state.ts";

/** A firing within an hour of recovery is a new episode of the same thread; a later one is a new investigation. */
const SAME_THREAD_MS = 3_600_000;

/** Inserts a turn in the order of the alarm's own time. A known turn changes nothing. */
export function insertTurn(turns: readonly Turn[], turn: Turn): readonly Turn[] {
  if (turns.some((known) => sameTurn(known, turn))) return turns;
  return [...turns, turn].sort(
    (a, b) =>
      Date.parse(a.alarmAt) - Date.parse(b.alarmAt) ||
      a.contributor.localeCompare(b.contributor) ||
      a.state.localeCompare(b.state),
  );
}

/** Whether two turns are the same state change of the same series. */
export function sameTurn(a: Turn, b: Pick<Turn, "alarmAt" | "state" | "contributor">): boolean {
  return Date.parse(a.alarmAt) === Date.parse(b.alarmAt) && a.state === b.state && a.contributor === b.contributor;
}

interface Run {
  firedAt: string;
  state: TurnState;
  recoveredAt: string | undefined;
}

/**
 * The episodes of the turns, independent of their order of arrival. The number of an episode never changes, even if a late turn moves its
 * beginning.
 */
export function episodesOf(turns: readonly Turn[], known: readonly Episode[]): readonly Episode[] {
  const runs = runsOf(turns);
  let next = Math.max(0, ...known.map((episode) => episode.number)) + 1;
  return runs.map((run, index): Episode => {
    const from = Date.parse(run.firedAt);
    const until = Date.parse(runs[index + 1]?.firedAt ?? "9999-01-01T00:00:00Z");
    const kept = known.filter((e) => Date.parse(e.firedAt) >= from && Date.parse(e.firedAt) < until);
    const number = kept.length > 0 ? Math.min(...kept.map((episode) => episode.number)) : next++;
    const { firedAt, state, recoveredAt } = run;
    return { number, firedAt, state, ...(recoveredAt !== undefined && { recoveredAt }) };
  });
}

/** Runs of ALARM; a multi-series alarm is in ALARM while one of its series is. */
function runsOf(turns: readonly Turn[]): readonly Run[] {
  const runs: Run[] = [];
  const series = new Map<string, TurnState>();
  let overall: TurnState = "OK";
  for (const turn of turns) {
    series.set(turn.contributor, turn.state);
    const before = overall;
    overall = [...series.values()].includes("ALARM") ? "ALARM" : turn.state;
    const run = runs.at(-1);
    if (overall === "ALARM" && before !== "ALARM") {
      runs.push({ firedAt: turn.alarmAt, state: "ALARM", recoveredAt: undefined });
    } else if (run !== undefined) {
      if (before === "ALARM" && overall !== "ALARM") run.recoveredAt = turn.alarmAt;
      run.state = overall;
    }
  }
  return runs;
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
