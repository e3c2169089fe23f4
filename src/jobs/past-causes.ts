import { z } from "zod";
import type { PastCause } from "../engine/follow-up/past.ts";
import type { Recurrence } from "../events/events.ts";
import { cause } from "../events/evidence.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import { parseJson } from "../json.ts";
import type { Board } from "../store/board.ts";

const kept = z.object({
  cause: cause.optional(),
  investigation: z.string(),
  closedAt: z.number(),
  firings: z.array(z.string()).optional(),
});

/** Earlier investigations of an alarm that are read. */
const MOST = 50;

/** Where the causes of an alarm stand on the board; the key of each is its investigation's stream. */
export const placeOfCauses = (groupKey: string): string => `past/${groupKey}`;

/** Firings of one investigation that are kept, the newest. */
const MOST_FIRINGS = 20;

/** Stores the cause that people recorded for an alarm, one entry per investigation; closing it again replaces the entry. */
export async function rememberCause(board: Board, stream: string, state: Investigation): Promise<void> {
  const { groupKey, closed, hypotheses } = state;
  if (groupKey === undefined || !closed) return;
  const cause = hypotheses.find(({ id }) => id === closed.cause)?.cause;
  const line = {
    investigation: investigationName(state),
    closedAt: Date.parse(closed.at) / 1000,
    firings: state.episodes.slice(-MOST_FIRINGS).map(({ firedAt }) => firedAt),
    ...(cause && { cause: cause }),
  };
  await board.put({ place: placeOfCauses(groupKey), key: stream, postedAt: closed.at, body: JSON.stringify(line) });
}

/** The recorded causes of an alarm, oldest first. */
export async function pastCauses(board: Board, groupKey: string | undefined): Promise<readonly PastCause[]> {
  if (groupKey === undefined) return [];
  const lines = await board.list(placeOfCauses(groupKey), MOST);
  return lines
    .flatMap(({ body }) => kept.safeParse(parseJson(body)).data ?? [])
    .flatMap(({ cause: said, investigation, closedAt }) => (said ? [{ cause: said, investigation, closedAt }] : []))
    .sort((one, other) => one.closedAt - other.closedAt);
}

/** The earlier firings of an alarm, and which of its investigations were closed without a cause. One read of the store. */
export async function recurrenceOf(board: Board, groupKey: string): Promise<Recurrence> {
  const messages = await board.list(`past/${groupKey}`, MOST);
  const lines = messages.flatMap(({ body }) => kept.safeParse(parseJson(body)).data ?? []);
  return {
    firings: lines.flatMap(({ firings = [] }) => firings).sort(),
    unexplained: lines.flatMap(({ cause: known, closedAt }) =>
      known ? [] : [new Date(closedAt * 1000).toISOString()],
    ),
  };
}
