import { createDigest } from "../jobs/digest.ts";
import { type Config, ConfigError } from "./config.ts";
import type { Connected, Parts } from "./connect.ts";

/** Starts the weekly digest, if one is set. Throws if its channel's platform is not connected. */
export function startDigest(
  { DIGEST: digest, TIME_ZONE }: Config,
  { app, platforms }: Connected,
  { stores, now, log }: Parts,
): (() => void) | undefined {
  if (!digest) return undefined;
  const { target, weekly } = digest;
  const place = platforms.find(({ name }) => name === target.platform)?.channelKey?.(target.channel);
  if (place === undefined) {
    throw new ConfigError(`Cannot start:\n  - DIGEST goes to ${target.platform}, which is not connected`);
  }
  const { directory } = stores;
  return createDigest({
    directory,
    handle: app.handle,
    place,
    weekly: { zone: TIME_ZONE, ...weekly },
    now,
    log,
  }).start();
}
