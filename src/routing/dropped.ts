import { z } from "zod";
import { parseJson } from "../json.ts";
import type { Board } from "../store/board.ts";

/** A notification that was not posted, and why. */
const entry = z.object({
  title: z.string(),
  groupKey: z.string(),
  reason: z.string(),
  /** ISO time of its arrival. */
  at: z.string(),
  /** The channels that would have shown it; none for what is dropped. */
  places: z.array(z.string()),
});
export type Dropped = z.infer<typeof entry>;

const round = z.object({ entries: z.array(entry), more: z.number() });

const PLACE = "dropped";
/** Entries of one round; the others are counted. */
const MOST_A_ROUND = 50;
/** Rounds that are read, the newest first. */
const ROUNDS = 50;
const KEPT_SECONDS = 7 * 86_400;

/** Keeps what was not posted for a week. */
export interface DroppedLog {
  /** Records what a round did not post, in one write. `id` names the round, so that its repeat is the same. */
  record(id: string, dropped: readonly Dropped[]): Promise<void>;
  /** The newest first, as far back as is read; `more` were counted only. */
  list(): Promise<{ readonly entries: readonly Dropped[]; readonly more: number }>;
}

export function createDroppedLog(board: Board, now: () => Date): DroppedLog {
  return {
    async record(id, dropped) {
      const entries = dropped.slice(0, MOST_A_ROUND);
      const body = JSON.stringify({ entries, more: dropped.length - entries.length });
      const at = now();
      const keepUntil = Math.floor(at.getTime() / 1_000) + KEPT_SECONDS;
      await board.put({ place: PLACE, key: id, postedAt: at.toISOString(), body, keepUntil });
    },
    async list() {
      const messages = await board.list(PLACE, ROUNDS);
      const rounds = messages.flatMap(({ body }) => round.safeParse(parseJson(body)).data ?? []);
      return {
        entries: rounds.toReversed().flatMap(({ entries }) => entries.toReversed()),
        more: rounds.reduce((sum, { more }) => sum + more, 0),
      };
    },
  };
}
