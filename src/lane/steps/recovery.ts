import { changeBeforeRecovery } from "../../engine/recovery.ts";
import { messageOf } from "../../errors.ts";
import { componentsOf, recoveryToLookAt } from "../../investigation/recovery.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { ofAccount } from "./of-account.ts";

/** Looks which change to the thread's components an alarm's recovery followed: one question, no more. */
export async function lookAtRecovery(
  context: WorkContext,
  stream: string,
  episode: number,
  signal: AbortSignal,
): Promise<void> {
  const { handle, load, telemetryFor, now, log } = context;
  const { state, version } = await load(stream);
  const recovered = recoveryToLookAt(state, episode);
  const telemetry = telemetryFor(state);
  if (!recovered || !telemetry) return;
  const { firedAt, recoveredAt } = recovered;
  const window = { start: Date.parse(firedAt) / 1000, end: Date.parse(recoveredAt) / 1000 };
  try {
    // A window's end is exclusive, and a change of the very second counts.
    const { value, horizon } = await telemetry.changes.during({ ...window, end: window.end + 1 }, signal);
    const change = changeBeforeRecovery(value, componentsOf(state), window, horizon);
    const followed = change && { ...change, evidence: ofAccount(change.evidence, telemetry.account) };
    const meta = { id: `${stream}/${version}/recovery/${episode}`, actor: gumshoe, at: now().toISOString() };
    await handle(
      stream,
      { type: "recordRecovery", episode, recoveredAt, horizon, ...(followed && { followed }) },
      meta,
    );
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ stream, episode, error: messageOf(error) }, "changes before a recovery could not be looked at");
  }
}
