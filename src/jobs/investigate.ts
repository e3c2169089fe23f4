import { setTimeout } from "node:timers/promises";
import { diagnose } from "../engine/diagnose.ts";
import { type PastCause, withPast } from "../engine/follow-up/past.ts";
import { withWhy } from "../engine/follow-up/why.ts";
import { hasMoved } from "../engine/series/moved.ts";
import type { Cause } from "../events/events.ts";
import type { Findings } from "../findings/findings.ts";
import type { Diagnosis } from "../investigation/diagnosis.ts";
import { toLookAt } from "../investigation/looks/second-look.ts";
import { checksIn } from "../investigation/ranking/checks.ts";
import { sameEvidence } from "../investigation/ranking/weigh-round.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import { collect } from "../telemetry/collect/collector.ts";
import { evidenceChart, type Pictured, shows, symptomChart } from "./charts.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { ofAccount } from "./of-account.ts";
import { offerSimilar } from "./offer-similar.ts";
import { pastCauses } from "./past-causes.ts";
import { createProgressUpdates } from "./progress-updates.ts";
import { lookAtRecovery } from "./recovery.ts";

/** After this time there is a verdict, or a list of what is missing. */
const BUDGET_MS = 60_000;
/** A later round shows its progress only after this time. */
const QUIET_MS = 4_000;
const CARD_FIRST_MS = 1_000;
const LOOK_MS = 20;

/** Gathers the findings of an episode and records their diagnosis. */
export async function runInvestigation(
  context: WorkContext,
  stream: string,
  episode: number,
  signal: AbortSignal,
): Promise<void> {
  const { handle, load, now, log } = context;
  const { state, version } = await load(stream);
  if (state.findings[episode]?.lookingAtRecovery) await lookAtRecovery(context, stream, episode, signal);
  const findings = toLookAt(state, episode);
  if (!findings) return;
  const { at, telemetry } = lookingAt(context, state, episode);
  const prefix = `${stream}/${version}/investigate/${episode}`;
  const metaOf = (step: string) => ({ id: `${prefix}/${step}`, actor: gumshoe, at: now().toISOString() });
  if (!telemetry) {
    const reason = "no telemetry is connected. With AWS credentials set, start again.";
    await handle(stream, { type: "recordRound", episode, diagnosis: nothingSeen(reason) }, metaOf("nothing"));
    if (!findings.conclusion) await offerSimilar(context, stream);
    return;
  }

  await cardFirst(context, stream, signal);
  const past = await pastCauses(context.board, state.groupKey);
  const { account } = telemetry;
  const diagnosed = (found: Findings) => diagnoseAnew(context, { stream, episode, past, account, found });
  const isUnasked = findings.conclusion !== undefined && findings.because === undefined;
  const telling = createProgressUpdates(now, isUnasked ? QUIET_MS : 0);
  let progress = { done: 0, planned: 1, looking: "" };
  const onPart = (part: Findings): void => {
    const told = progress;
    telling.part(async () => {
      const { diagnosis } = await diagnosed(part);
      await handle(stream, { type: "recordPart", episode, diagnosis, ...told }, metaOf(`part/${told.done}`));
    });
  };
  const started = now().getTime();
  const found = await collect({
    telemetry,
    ...(state.alarm ? { alarm: state.alarm } : { text: state.title }),
    ...(state.subject?.type === "notice" && { resources: state.subject.notice.resources ?? [] }),
    at,
    now: started / 1000,
    budgetMs: BUDGET_MS,
    focus: acceptedIn(state, episode).map(({ component }) => component.id),
    signal,
    onProgress(done, planned, looking) {
      const told = { done, planned, looking };
      progress = told;
      telling.progress(() => handle(stream, { type: "progress", episode, ...told }, metaOf(`progress/${done}`)));
    },
    hasMoved,
    onPart,
  }).finally(telling.ended);
  const pictured = await diagnosed(found);
  const { diagnosis } = pictured;
  const chart = await symptomChart(context.archive, pictured);
  const took = telemetry.spent?.();
  const weighed = { members: 0, announced: state.announced.length };
  const round = {
    type: "recordRound",
    episode,
    diagnosis,
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
  if (!findings.conclusion) await offerSimilar(context, stream);
}

/** Telemetry and start time of a round; later rounds reuse the answers of earlier rounds and the rest of their budget. */
function lookingAt({ telemetryFor, memories, now }: WorkContext, state: Investigation, episode: number) {
  const firedAt = state.episodes.find(({ number }) => number === episode)?.firedAt ?? state.opened?.at;
  const at = state.since ?? noticedAt(state) ?? Date.parse(firedAt ?? now().toISOString()) / 1000;
  const { conclusion } = state.findings[episode] ?? {};
  const firing = { name: JSON.stringify([investigationName(state), episode, state.scope]), onset: at };
  const memory = conclusion ? memories.of(firing) : memories.begun(firing);
  return { at, telemetry: telemetryFor(state, { spent: conclusion?.took, memory }) };
}

/** A notice that is older than this is looked at as of its arrival. */
const RECENT_MS = 86_400_000;

/** When a notice's event happened, by its service; epoch seconds. */
function noticedAt({ subject, opened }: Investigation): number | undefined {
  if (subject?.type !== "notice" || opened === undefined) return undefined;
  const at = Date.parse(subject.notice.at ?? "");
  const before = Date.parse(opened.at) - at;
  return before >= 0 && before <= RECENT_MS ? at / 1000 : undefined;
}

/** Diagnoses with the decisions that people have made so far, because they may decide during the round. */
async function diagnoseAnew(
  context: WorkContext,
  { stream, episode, past, account, found }: DiagnoseOptions,
): Promise<Pictured> {
  const { state } = await context.load(stream);
  const steered = {
    ...found,
    discarded: discardedIn(state),
    accepted: acceptedIn(state, episode),
    checks: checksIn(state, episode),
  };
  const diagnosis = withWhy(withPast(diagnose(steered), past), steered);
  const recorded = state.evidence.filter((each) => each.episode === episode);
  const { episodes } = state;
  return withBodies(context, recorded, account, { stream, found, diagnosis, episodes, now: context.now() });
}

interface DiagnoseOptions {
  readonly stream: string;
  readonly episode: number;
  readonly past: readonly PastCause[];
  /** The account of the telemetry, if it is not Gumshoe's own. */
  readonly account: string | undefined;
  readonly found: Findings;
}

/** Causes that people discarded, in this or an earlier episode. */
function discardedIn({ hypotheses }: Investigation): readonly Cause[] {
  return hypotheses.filter(({ decided }) => decided.type === "discarded").map(({ cause }) => cause);
}

/** Causes that people accepted in this episode: the next round reads more about them and looks for their own cause. */
function acceptedIn({ hypotheses }: Investigation, episode: number): readonly Cause[] {
  const accepted = hypotheses.filter((known) => known.episode === episode && known.decided.type === "accepted");
  return accepted.map(({ cause }) => cause);
}

/** Waits at most a second until the first card is posted, before AWS is called. */
async function cardFirst({ load }: WorkContext, stream: string, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < CARD_FIRST_MS && !signal.aborted; waited += LOOK_MS) {
    if ((await load(stream)).state.links.length > 0) return;
    await setTimeout(LOOK_MS);
  }
}

/** Saves bodies before the event that cites them. Only bodies that evidence rests on are saved, each once. */
async function withBodies(
  { archive }: WorkContext,
  known: Investigation["evidence"],
  account: string | undefined,
  pictured: Pictured,
): Promise<Pictured> {
  const { stream, diagnosis, found } = pictured;
  const evidence = await Promise.all(
    diagnosis.evidence.map(async (draft) => {
      const evidence = ofAccount(draft, account);
      const measured = found.measured.find(({ query }) => shows(draft, query));
      const kept = evidence.archive !== undefined || known.some(({ evidence: each }) => sameEvidence(each, evidence));
      if (!measured || kept) return evidence;
      const body = evidenceChart(pictured, measured, evidence.sentence);
      return { ...evidence, archive: await archive.save(stream, body) };
    }),
  );
  return { ...pictured, diagnosis: { ...diagnosis, evidence } };
}

function nothingSeen(reason: string): Diagnosis {
  const gap = { what: "Metrics, changes, logs and topology", reason };
  const empty = { evidence: [], hypotheses: [], checked: 0, normal: 0, horizons: {} };
  return { verdict: "INCONCLUSIVE", reason: "nothing could be looked at.", gaps: [gap], ...empty };
}
