import { fromLocal, toLocal } from "../command/time/zone.ts";
import { streamOf } from "../conversation/streams.ts";
import { messageOf } from "../errors.ts";
import type { Handle } from "../handle.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import type { Directory } from "../store/directory.ts";
import { gumshoe } from "./context.ts";

export const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** A moment of each week: the weekday from Sunday (0) on, the local time, and the IANA zone. */
export interface Weekly {
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly zone: string;
}

const ROUND_MS = 60_000;
/** A digest that was due while nothing ran is posted so long after its time; later it is left out. */
const LATE_S = 6 * 3_600;
const WEEK_S = 7 * 86_400;

export interface Digest {
  /** Posts what is due and was not posted. Never throws: a failure is logged, and the next round tries again. */
  run(): Promise<void>;
  /** Runs now and every {@link ROUND_MS}. Returns a function that stops it. */
  start(): () => void;
}

/**
 * Posts the statistics of the last seven days once a week. Every replica tries: the name of the week leads all of them to one stream, and a
 * command is recognised by its id, so that it is posted once.
 */
export function createDigest(deps: {
  readonly directory: Pick<Directory, "find" | "claim" | "nextNumber">;
  readonly handle: Handle;
  readonly place: string;
  readonly weekly: Weekly;
  readonly now: () => Date;
  readonly log: Log;
}): Digest {
  const { directory, handle, place, weekly, now, log } = deps;
  let posted = 0;

  async function post(due: number): Promise<void> {
    const name = `digest/${place}/${due}`;
    const found = await directory.find(name);
    const stream = found ?? (await directory.claim(name, streamOf(await directory.nextNumber())));
    const number = Number(stream.split("/").at(-1));
    const meta = (step: string) => ({ id: `${name}/${step}`, actor: gumshoe, at: now().toISOString() });
    await handle(stream, { type: "askOutside", number, title: "Weekly digest", place }, meta("open"));
    const question = { type: "stats", window: { start: due - WEEK_S, end: due }, by: "alarm" } as const;
    await handle(stream, { type: "ask", question, understood: "weekly digest, last 7 days" }, meta("ask"));
  }

  async function run(): Promise<void> {
    const time = now().getTime() / 1000;
    const due = lastDue(weekly, time);
    if (due === posted || time - due > LATE_S) return;
    try {
      await post(due);
      posted = due;
    } catch (error) {
      log[failureLevel(error)]({ error: messageOf(error) }, "the weekly digest could not be posted yet");
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

/** The last time (epoch seconds) at which a weekly moment was, at or before `time`. */
export function lastDue({ weekday, hour, minute, zone }: Weekly, time: number): number {
  const today = toLocal(time, zone);
  const isToday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  const back = (isToday - weekday + 7) % 7;
  const at = (days: number): number => fromLocal({ ...today, day: today.day - days, hour, minute }, zone);
  return at(back) <= time ? at(back) : at(back + 7);
}
