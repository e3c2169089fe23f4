import { streamOf } from "../conversation/streams.ts";
import { sharedCause } from "../engine/storm/shared-cause.ts";
import { NotYet } from "../errors.ts";
import type { StormList } from "../investigation/command.ts";
import { listAgainAt } from "../investigation/looks/listing.ts";
import { toLookAt } from "../investigation/looks/second-look.ts";
import type { Investigation } from "../investigation/state.ts";
import { groupsOf } from "../investigation/view/storm-groups.ts";
import { NAMED_ON_CARD } from "../investigation/view/storm-list.ts";
import { compared } from "../telemetry/collect/bystanders.ts";
import { wording } from "../telemetry/resources/attributes.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { offerSimilar } from "./offer-similar.ts";
import { lookAround } from "./surroundings.ts";

/** The first round begins at once; while a storm grows it is repeated this often, each time with calls to AWS. */
const AT_MOST_EVERY_MS = 5_000;

/** Finds what a storm's members have in common and unaffected resources do not, and shows it in the storm's message. */
export async function weighStorm(
  context: WorkContext,
  stream: string,
  episode: number,
  signal: AbortSignal,
): Promise<void> {
  const { handle, load, now, log } = context;
  const { state, version } = await load(stream);
  const findings = toLookAt(state, episode);
  if (!findings) return;
  const since = findings.conclusion ? now().getTime() - Date.parse(findings.conclusion.at) : AT_MOST_EVERY_MS;
  if (since < AT_MOST_EVERY_MS) throw new NotYet("a storm was just weighed", { afterMs: AT_MOST_EVERY_MS - since });
  const started = now().getTime();
  const diagnosis = await weigh(context, state, signal);
  const meta = { id: `${stream}/${version}/weigh`, actor: gumshoe, at: now().toISOString() };
  const weighed = { members: state.members.length, announced: state.announced.length };
  const list = await listMembers(context, state, findings.conclusion?.list);
  await handle(stream, { type: "recordRound", episode, diagnosis, weighed, ...(list && { list }) }, meta);
  const ms = now().getTime() - started;
  log.info({ stream, verdict: diagnosis.verdict, members: weighed.members, ms }, "storm weighed");
  if (!findings.conclusion) await offerSimilar(context, stream);
}

/** Saves the table of all members, unless the last one has them all or is too new. */
async function listMembers(
  { archive, now }: WorkContext,
  { number, members }: Investigation,
  last: StormList | undefined,
): Promise<StormList | undefined> {
  const isEnough = last && (last.rows === members.length || now().getTime() < listAgainAt(last));
  if (isEnough || members.length <= NAMED_ON_CARD) return last;
  const columns = ["Alarm", "State", "Since (UTC)", "Service", "Zone", "Account", "Region"];
  const rows = groupsOf(members).flatMap(({ name: group, members: grouped }) =>
    grouped.map(({ name, state, alarmAt, attributes: { zone = "", account = "", Region = "" } = {} }) => [
      ...[name, state, alarmAt, group],
      ...[zone, account, Region],
    ]),
  );
  return {
    archive: await archive.save(streamOf(number), { type: "table", columns, rows }),
    rows: rows.length,
    at: now().toISOString(),
  };
}

async function weigh(context: WorkContext, state: Investigation, signal: AbortSignal) {
  const { neighbourhoods, gaps, horizons } = await lookAround(context, state, signal);
  const sides = neighbourhoods.map(({ members, seen }) => {
    const fired = members.map(({ name, attributes = {} }) => ({ name, attributes }));
    const { affected, quiet } = compared(fired, seen);
    return {
      affected: affected.map((each, index) => ({ ...each, at: secondsOf(members[index]?.alarmAt) })),
      quiet,
    };
  });
  return sharedCause({
    affected: sides.flatMap(({ affected }) => affected),
    quiet: sides.flatMap(({ quiet }) => quiet),
    announced: state.announced.map((each) => ({ ...each, at: secondsOf(each.at) })),
    wording,
    gaps,
    horizons,
    discarded: state.hypotheses.filter((h) => h.decided.type === "discarded").map((h) => h.cause.component.id),
  });
}

function secondsOf(at: string | undefined): number {
  return Date.parse(at ?? "") / 1000;
}
