import type { Published } from "../events/work.ts";
import { evolve } from "../investigation/evolve.ts";
import { assureOurs, initialState, investigationName } from "../investigation/state.ts";
import { toFinding } from "../record/finding.ts";
import type { WorkContext } from "./context.ts";

/** No outgoing call outlasts this. */
const CALL_MS = 10_000;

/**
 * Publishes what a commit tells other systems. It is made of the history up to that commit, so that a repeat is the same message under the
 * same key. What was deleted meanwhile, or has no topic any more, is left out.
 */
export async function publishFinding(
  { history, publish, log }: WorkContext,
  stream: string,
  { what, version }: { readonly what: Published; readonly version: number },
  lost: AbortSignal,
): Promise<void> {
  if (!publish) return;
  const commits = (await history(stream)).filter((commit) => commit.version <= version);
  const told = commits.find((commit) => commit.version === version);
  if (!told) return;
  const state = assureOurs(commits.flatMap(({ events }) => events).reduce(evolve, initialState));
  const finding = toFinding(what, told.events, state, `gumshoe/${stream}/${version}/${what}`);
  if (!finding) return;
  await publish(JSON.stringify(finding), AbortSignal.any([lost, AbortSignal.timeout(CALL_MS)]));
  log.info({ stream, investigation: investigationName(state), version, what }, "published");
}
