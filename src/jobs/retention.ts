import { mapInBatches } from "../concurrency/in-batches.ts";
import { threadName } from "../conversation/threads.ts";
import { messageOf } from "../errors.ts";
import type { Handle } from "../handle.ts";
import { evolve } from "../investigation/evolve.ts";
import { type Investigation, initialState } from "../investigation/state.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import { BODY_ID } from "../store/archive.ts";
import type { Commit } from "../store/store.ts";
import type { Stores } from "../store/stores.ts";
import { gumshoe } from "./context.ts";
import { placeOfCauses } from "./past-causes.ts";

/** The time between two rounds. */
const ROUND_MS = 600_000;
/** The most investigations that a round deletes. */
const MOST_A_ROUND = 100;
/** Investigations that are deleted side by side: people have priority. */
const AT_ONCE = 4;
const DAY_MS = 86_400_000;

export interface Retention {
  /** Deletes what is over, a bounded number of it. Never throws: a failure is logged, and the next round goes on. */
  run(): Promise<void>;
  /** Runs now and every {@link ROUND_MS}. Returns a function that stops it. */
  start(): () => void;
}

/**
 * Deletes investigations that were closed so many days ago, each as a whole. The first step is an event at the end of its history: it
 * wins against whoever would go on with it, on any replica, and it stays, so that the number can be answered. Every further step may be
 * done twice, by several replicas too; the summary goes last, because it names what is to be deleted.
 */
export function createRetention(
  deps: Stores & {
    readonly handle: Handle;
    readonly days: number;
    readonly now: () => Date;
    readonly log: Log;
  },
): Retention {
  const { store, directory, archive, board, handle, days, now, log } = deps;

  async function erase(stream: string): Promise<void> {
    const meta = { id: `${stream}/delete`, actor: gumshoe, at: now().toISOString() };
    const { decision } = await handle(stream, { type: "delete", days }, meta);
    if (!decision.ok) return;
    const commits = (await store.read(stream, 0)).filter(({ events }) => !events.some(isDeleted));
    const state = commits.flatMap(({ events }) => events).reduce(evolve, initialState);
    for (const id of bodiesOf(commits)) await archive.remove(id);
    for (const place of placesOf(state)) await board.remove(place, { begin: `${stream}#` });
    if (state.groupKey !== undefined) await board.remove(placeOfCauses(state.groupKey), { key: stream });
    for (const name of namesOf(state, commits)) await directory.release(name, stream);
    await store.erase(stream, commits.at(-1)?.version ?? 0);
    await directory.forget(stream);
    log.info({ stream }, "deleted");
  }

  async function run(): Promise<void> {
    try {
      const time = new Date(now().getTime() - days * DAY_MS).toISOString();
      const over = await directory.closedBefore(time, MOST_A_ROUND);
      await mapInBatches(over, AT_ONCE, ({ stream }) =>
        erase(stream).catch((error: unknown) => {
          log[failureLevel(error)]({ stream, error: messageOf(error) }, "an investigation could not be deleted yet");
        }),
      );
    } catch (error) {
      log[failureLevel(error)]({ error: messageOf(error) }, "nothing could be deleted");
    }
  }

  return {
    run,
    start() {
      void run();
      const timer = setInterval(() => void run(), ROUND_MS);
      return () => clearInterval(timer);
    },
  };
}

const isDeleted = ({ type }: Commit["events"][number]): boolean => type === "deleted";

/** The ids of its pictures, tables and other bodies: whatever text in its history has their form. */
function bodiesOf(commits: readonly Commit[]): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === "string" && BODY_ID.test(value)) found.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
  };
  for (const { events } of commits) look(events);
  return found;
}

/** The channels and threads that its messages may stand in. */
function placesOf({ place, also, links }: Investigation): ReadonlySet<string> {
  return new Set([place, ...also, ...links.flatMap((link) => [link.place, link.thread])]);
}

/** The names that lead to it: its threads, its alarm, and the message that began it. */
function namesOf({ links, groupKey }: Investigation, [first]: readonly Commit[]): readonly string[] {
  return [
    ...links.map(({ thread }) => threadName(thread)),
    ...(groupKey === undefined ? [] : [`group/${groupKey}`]),
    ...(first ? [`delivery/${first.meta.id.replace(/\/open$/, "")}`] : []),
  ];
}
