import { setTimeout } from "node:timers/promises";

/** Slack shows an error to whoever pressed or typed if it is not acknowledged within three seconds. */
const ACKNOWLEDGED_WITHIN_MS = 2_000;

/** The outcome, or undefined once an acknowledgement can wait no longer; the outcome then follows by itself. */
export async function inTime<T>(outcome: Promise<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const late = setTimeout(ACKNOWLEDGED_WITHIN_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  return Promise.race([outcome, late]).finally(() => stop.abort());
}
