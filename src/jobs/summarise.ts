import { standingVerdict } from "../investigation/ranking/ranking.ts";
import { assureOurs, investigationName, isThere } from "../investigation/state.ts";
import { factsOf } from "../record/facts.ts";
import type { WorkContext } from "./context.ts";
import { rememberCause } from "./past-causes.ts";

/** Writes the investigation's entry in the lists. */
export async function summarise(
  { load, directory, board, log }: WorkContext,
  stream: string,
  atLeast: number,
): Promise<void> {
  const { state, version } = await load(stream, atLeast);
  assureOurs(state);
  if (!isThere(state) || state.status === "asked") return;
  const verdict = standingVerdict(state)?.verdict;
  const { number, title, place, also, groupKey, storm, acknowledged, opened, closed } = state;
  await directory.summarise({
    stream,
    number,
    version,
    status: closed ? "closed" : "open",
    title,
    place,
    openedAt: opened?.at ?? "",
    ...(also.length > 0 && { also }),
    ...(verdict !== undefined && { verdict }),
    ...(groupKey !== undefined && { groupKey }),
    ...(storm !== undefined && { storm }),
    ...(state.assigned && { assigneeId: state.assigned.to.id }),
    ...(state.severity !== undefined && { severity: state.severity }),
    ...(acknowledged !== undefined && { owner: acknowledged.by.name, ownerId: acknowledged.by.id }),
    ...(closed !== undefined && { closedAt: closed.at }),
    facts: factsOf(state),
  });
  await rememberCause(board, stream, state);
  log.info({ stream, investigation: investigationName(state), version }, "summarised");
}
