import { setTimeout } from "node:timers/promises";
import { diagnose } from "../../engine/diagnose.ts";
import type { Diagnosis } from "../../engine/diagnosis.ts";
import { withPast } from "../../engine/past.ts";
import { pastCauses } from "../../past.ts";
import { collect } from "../../telemetry/collector.ts";
import { evidenceChart, type Pictured, shows, symptomChart } from "./charts.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { lookAtRecovery } from "./recovery.ts";

/** After this long there is a verdict, or the list of what is missing. */
const BUDGET_MS = 60_000;
/** Progress is told at most this often: each telling is a commit and an edit. */
const PROGRESS_EVERY_MS = 1_000;
const CARD_FIRST_MS = 1_000;
const LOOK_MS = 20;

/** Looks at everything that could explain an episode's symptom, and brings back what it means. */
export async function investigate(
  context: WorkContext,
  stream: string,
  episode: number,
  signal: AbortSignal,
): Promise<void> {
  const { handle, load, telemetryFor, now, log } = context;
  const { state, version } = await load(stream);
  const findings = state.findings[episode];
  if (findings?.lookingAtRecovery) await lookAtRecovery(context, stream, episode, signal);
  if (state.status !== "open" || !findings?.requested || (findings.conclusion && !findings.lookingAgain)) return;
  const telemetry = telemetryFor(state);
  const prefix = `${stream}/${version}/investigate/${episode}`;
  const metaOf = (step: string) => ({ id: `${prefix}/${step}`, actor: gumshoe, at: now().toISOString() });
  if (!telemetry) {
    const reason = "no telemetry is connected. With AWS credentials set, start again.";
    await handle(stream, { type: "recordRound", episode, diagnosis: nothingSeen(reason) }, metaOf("nothing"));
    return;
  }

  await cardFirst(context, stream, signal);
  const telling = createTelling(now, async (done, planned, looking) => {
    await handle(stream, { type: "progress", episode, done, planned, looking }, metaOf(`progress/${done}`));
  });
  const started = now().getTime();
  const firedAt = state.episodes.find(({ number }) => number === episode)?.firedAt ?? state.opened?.at;
  const found = await collect({
    telemetry,
    ...(state.alarm ? { alarm: state.alarm } : { text: state.title }),
    at: state.since ?? Date.parse(firedAt ?? now().toISOString()) / 1000,
    now: started / 1000,
    budgetMs: BUDGET_MS,
    discarded: state.hypotheses.filter(({ decided }) => decided.type === "discarded").map(({ cause }) => cause),
    signal,
    onProgress: telling.tell,
  });
  await telling.ended();
  const past = await pastCauses(context.board, state.groupKey);
  const pictured = { found, diagnosis: withPast(diagnose(found), past), episodes: state.episodes, now: now() };
  const diagnosis = await withBodies(context, pictured);
  const chart = await symptomChart(context.archive, pictured);
  const took = telemetry.spent?.();
  const told = withAccount(diagnosis, telemetry.account);
  const weighed = { members: 0, announced: state.announced.length };
  const round = {
    type: "recordRound",
    episode,
    diagnosis: told,
    weighed,
    ...chart,
    ...(took && { took: { ...took } }),
  } as const;
  await handle(stream, round, metaOf("round"));
  const ms = now().getTime() - started;
  log.info(
    { stream, episode, verdict: diagnosis.verdict, hypotheses: diagnosis.hypotheses.length, ms },
    "investigated",
  );
}

/** The first card stands before anything is asked of AWS; a chat that does not answer holds the search up for a second at most. */
async function cardFirst({ load }: WorkContext, stream: string, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < CARD_FIRST_MS && !signal.aborted; waited += LOOK_MS) {
    if ((await load(stream)).state.links.length > 0) return;
    await setTimeout(LOOK_MS);
  }
}

/** Tells the newest progress and drops what it overtakes; a failure to tell stops nothing. */
function createTelling(now: () => Date, tellOnce: (done: number, planned: number, looking: string) => Promise<void>) {
  let last = 0;
  let telling: Promise<void> = Promise.resolve();
  return {
    tell(done: number, planned: number, looking: string): void {
      if (now().getTime() - last < PROGRESS_EVERY_MS) return;
      last = now().getTime();
      telling = telling.then(() => tellOnce(done, planned, looking)).catch(() => undefined);
    },
    ended: () => telling,
  };
}

/** Bodies are saved before the event that cites them. Only what evidence rests on is kept. */
async function withBodies({ archive }: WorkContext, pictured: Pictured): Promise<Diagnosis> {
  const { diagnosis, found } = pictured;
  const evidence = await Promise.all(
    diagnosis.evidence.map(async (draft) => {
      const measured = found.measured.find(({ query }) => shows(draft, query));
      if (!measured || draft.archive !== undefined) return draft;
      return { ...draft, archive: await archive.save(evidenceChart(pictured, measured, draft.sentence)) };
    }),
  );
  return { ...diagnosis, evidence };
}

/** Evidence out of another account than Gumshoe's own says whose it is. */
function withAccount(diagnosis: Diagnosis, account: string | undefined): Diagnosis {
  if (account === undefined) return diagnosis;
  const evidence = diagnosis.evidence.map((draft) => ({ ...draft, query: `${draft.query} · ${account}` }));
  return { ...diagnosis, evidence };
}

function nothingSeen(reason: string): Diagnosis {
  const gap = { what: "Metrics, changes, logs and topology", reason };
  const empty = { evidence: [], hypotheses: [], checked: 0, normal: 0, horizons: {} };
  return { verdict: "INCONCLUSIVE", reason: "nothing could be looked at.", gaps: [gap], ...empty };
}
