import { sharedCause } from "../../engine/shared-cause.ts";
import { NotYet } from "../../errors.ts";
import type { Investigation } from "../../investigation/state.ts";
import { createAsker } from "../../telemetry/asker.ts";
import { wording } from "../../telemetry/attributes.ts";
import { compared, type Home } from "../../telemetry/bystanders.ts";
import type { ServiceGraph, StandingAlarm, Telemetry } from "../../telemetry/ports.ts";
import { gumshoe, type WorkContext } from "./context.ts";

/** The first look begins at once; while a storm grows it is looked at again this often, each time with calls to AWS. */
const AT_MOST_EVERY_MS = 5_000;
/** A verdict stands within 30 s of the first alarms, also where the sources do not answer. */
const BUDGET_MS = 10_000;
const GRAPH_BEFORE = 3600;
const nowhere: Home = { account: "unknown", region: "unknown" };

/** Weighs what a storm's members have in common and the quiet do not, and shows it in the storm's one message. */
export async function weighStorm(
  context: WorkContext,
  stream: string,
  episode: number,
  signal: AbortSignal,
): Promise<void> {
  const { handle, load, now, log } = context;
  const { state, version } = await load(stream);
  const findings = state.findings[episode];
  if (state.status !== "open" || !findings?.requested || (findings.conclusion && !findings.lookingAgain)) return;
  const since = findings.conclusion ? now().getTime() - Date.parse(findings.conclusion.at) : AT_MOST_EVERY_MS;
  if (since < AT_MOST_EVERY_MS) throw new NotYet("a storm was just weighed", { afterMs: AT_MOST_EVERY_MS - since });
  const started = now().getTime();
  const diagnosis = await weigh(context, state, signal);
  const meta = { id: `${stream}/${version}/weigh`, actor: gumshoe, at: now().toISOString() };
  const weighed = { members: state.members.length, announced: state.announced.length };
  await handle(stream, { type: "recordRound", episode, diagnosis, weighed }, meta);
  const ms = now().getTime() - started;
  log.info({ stream, verdict: diagnosis.verdict, members: weighed.members, ms }, "storm weighed");
}

async function weigh(context: WorkContext, state: Investigation, signal: AbortSignal) {
  const seen = await look(context, state, signal);
  const fired = state.members.map(({ name, attributes = {} }) => ({ name, attributes }));
  const { affected, quiet } = compared(fired, seen);
  return sharedCause({
    affected: affected.map((each, index) => ({ ...each, at: secondsOf(state.members[index]?.alarmAt) })),
    quiet,
    announced: state.announced.map((each) => ({ ...each, at: secondsOf(each.at) })),
    wording,
    gaps: seen.gaps,
    horizons: seen.horizons,
    discarded: state.hypotheses.filter((h) => h.decided.type === "discarded").map((h) => h.cause.component.id),
  });
}

/** The service graph and the alarms that are well, where the first member's telemetry has them. */
async function look(context: WorkContext, state: Investigation, outer: AbortSignal) {
  const alarm = await firstAlarm(context, state);
  const home = alarm ? { account: alarm.account, region: alarm.region } : nowhere;
  const telemetry = context.telemetryFor(alarm ? { ...state, alarm } : state);
  const asker = createAsker({ budgetMs: BUDGET_MS, signal: outer, onProgress: () => {} });
  const [graph, standing] = await Promise.all([
    graphOf(telemetry, asker, context.now().getTime() / 1000),
    standingOf(telemetry, asker),
  ]);
  outer.throwIfAborted();
  const missing = { what: "Quiet resources", reason: "no telemetry is connected", remedy: "set AWS credentials" };
  return { graph, standing, home, gaps: telemetry ? asker.gaps() : [missing], horizons: asker.horizons() };
}

type Asker = ReturnType<typeof createAsker>;

async function graphOf(telemetry: Telemetry | undefined, asker: Asker, end: number): Promise<ServiceGraph> {
  const empty: ServiceGraph = { components: [], edges: [] };
  if (!telemetry) return empty;
  return asker.ask("topology", "the service graph", empty, (signal) =>
    telemetry.topology.graph({ start: end - GRAPH_BEFORE, end }, signal),
  );
}

async function standingOf(telemetry: Telemetry | undefined, asker: Asker): Promise<readonly StandingAlarm[]> {
  const alarms = telemetry?.alarms;
  if (!alarms) return [];
  return asker.ask("alarms", "alarms that are well", [], (signal) => alarms.list({ state: "OK" }, signal));
}

/** The alarm of the first member: it says in which account and Region to look. */
async function firstAlarm({ directory, load }: WorkContext, { members }: Investigation) {
  const [first] = members;
  const stream = first && (await directory.find(`group/${first.groupKey}`));
  return stream === undefined ? undefined : (await load(stream)).state.alarm;
}

function secondsOf(at: string | undefined): number {
  return Date.parse(at ?? "") / 1000;
}
