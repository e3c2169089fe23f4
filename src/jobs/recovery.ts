import { changeBeforeRecovery } from "../engine/follow-up/recovery.ts";
import { NotSeen } from "../errors.ts";
import type { Command } from "../investigation/command.ts";
import { componentsOf, recoveryToLookAt } from "../investigation/looks/recovery.ts";
import type { Investigation } from "../investigation/state.ts";
import { gapOf } from "../telemetry/ports/gap.ts";
import type { Telemetry } from "../telemetry/ports/ports.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { ofAccount } from "./of-account.ts";

type Seen = Pick<Extract<Command, { type: "recordRecovery" }>, "horizon" | "followed" | "unseen">;
type Recovered = NonNullable<ReturnType<typeof recoveryToLookAt>>;

/** Looks for the change that an alarm's recovery followed, with a single query. */
export async function lookAtRecovery(
  context: WorkContext,
  stream: string,
  episode: number,
  signal: AbortSignal,
): Promise<void> {
  const { handle, load, telemetryFor, now, log } = context;
  const { state, version } = await load(stream);
  const recovered = recoveryToLookAt(state, episode);
  if (!recovered) return;
  const seen = await lookBefore(recovered, state, telemetryFor(state), signal).catch((error: unknown): Seen => {
    signal.throwIfAborted();
    return { horizon: secondsOf(recovered.firedAt), unseen: gapOf("changes", error) };
  });
  if (seen.unseen) log.warn({ stream, episode, ...seen.unseen }, "changes before a recovery could not be read");
  const meta = { id: `${stream}/${version}/recovery/${episode}`, actor: gumshoe, at: now().toISOString() };
  await handle(stream, { type: "recordRecovery", episode, recoveredAt: recovered.recoveredAt, ...seen }, meta);
}

async function lookBefore(
  { firedAt, recoveredAt }: Recovered,
  state: Investigation,
  telemetry: Telemetry | undefined,
  signal: AbortSignal,
): Promise<Seen> {
  if (!telemetry) throw new NotSeen("no telemetry is connected", { remedy: "set AWS credentials" });
  const window = { start: secondsOf(firedAt), end: secondsOf(recoveredAt) };
  // A window's end is exclusive, but a change in that very second counts.
  const { value, horizon } = await telemetry.changes.during({ ...window, end: window.end + 1 }, signal);
  const change = changeBeforeRecovery(value, componentsOf(state), window, horizon);
  if (!change) return { horizon };
  return { horizon, followed: { ...change, evidence: ofAccount(change.evidence, telemetry.account) } };
}

function secondsOf(iso: string): number {
  return Date.parse(iso) / 1000;
}
