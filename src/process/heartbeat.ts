import { messageOf } from "../errors.ts";
import { failureLevel } from "../log/failure-level.ts";
import type { Log } from "../log/log.ts";
import type { Config } from "./config.ts";

/** CloudWatch's alarm looks once a minute. */
const BEAT_MS = 60_000;

/** Tells a system that watches Gumshoe that it lives. */
export type Beat = (at: Date) => Promise<void>;

/** The export of the folder that tells it, for `main.ts`. */
export interface HeartbeatAdapter {
  /** Connects what `HEARTBEAT_NAMESPACE` names; undefined if it is not set. */
  readonly connect: (config: Config) => Beat | undefined;
}

/** Beats at once and every minute, as long as nothing is in the way; returns what stops it. `obstacle`: why the process is not ready. */
export function startHeartbeat(deps: {
  readonly beat: Beat;
  readonly obstacle: () => Promise<string | undefined>;
  readonly now: () => Date;
  readonly log: Log;
}): () => void {
  const { beat, obstacle, now, log } = deps;
  async function pulse(): Promise<void> {
    try {
      if ((await obstacle()) === undefined) await beat(now());
    } catch (error) {
      log[failureLevel(error)]({ error: messageOf(error) }, "the heartbeat was not told");
    }
  }
  void pulse();
  const timer = setInterval(() => void pulse(), BEAT_MS);
  return () => clearInterval(timer);
}
