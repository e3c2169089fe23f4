import { setTimeout } from "node:timers/promises";
import { diagnose } from "../../engine/diagnose.ts";
import type { Diagnosis, Findings, Measured } from "../../engine/diagnosis.ts";
import { withPast } from "../../engine/past.ts";
import { amountOf, nounOf } from "../../engine/sentence.ts";
import { pastCauses } from "../../past.ts";
import { collect } from "../../telemetry/collector.ts";
import type { Signal } from "../../telemetry/ports.ts";
import { chartOf } from "./answers/metrics.ts";
import { gumshoe, type WorkContext } from "./context.ts";

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
  const diagnosis = await withBodies(context, withPast(diagnose(found), past), found);
  const chart = await symptomChart(context, found, diagnosis.now);
  const took = telemetry.spent?.();
  const round = { type: "recordRound", episode, diagnosis, ...chart, ...(took && { took: { ...took } }) } as const;
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
async function withBodies(context: WorkContext, diagnosis: Diagnosis, found: Findings): Promise<Diagnosis> {
  const evidence = await Promise.all(
    diagnosis.evidence.map(async (draft) => {
      const measured = draft.kind === "metric" ? found.measured.find(({ query }) => query === draft.query) : undefined;
      if (!measured || draft.archive !== undefined) return draft;
      return { ...draft, archive: await saveChart(context, measured, found, draft.sentence) };
    }),
  );
  return { ...diagnosis, evidence };
}

async function symptomChart(
  context: WorkContext,
  found: Findings,
  last: Diagnosis["now"],
): Promise<{ chart?: string; chartAlt?: string }> {
  const { component, signal, threshold } = found.symptom;
  const own = found.measured.find((measured) => measured.component === component && measured.signal === signal);
  if (!own) return {};
  const name = found.graph.components.find(({ id }) => id === component)?.name ?? component;
  const amount = (value: number): string => amountOf(signal, value, own.series.step);
  const parts = [
    `${name} ${nounOf(signal)}`,
    ...(last ? [`last ${amount(last.value)}`] : []),
    ...(threshold === undefined ? [] : [`limit ${amount(threshold)}`]),
  ];
  const chartAlt = parts.join(", ");
  return { chart: await saveChart(context, own, found, chartAlt, threshold), chartAlt };
}

/** The unit of a signal's axis, as it is measured. */
function unitOf(signal: Signal, step: number): string {
  switch (signal) {
    case "latency":
    case "age":
      return "seconds";
    case "availability":
    case "cpu":
    case "memory":
      return "%";
    case "backlog":
    case "connections":
      return "";
    case "requests":
    case "errors":
    case "throttles":
    case "consumed":
      return step === 60 ? "per min" : `per ${step} s`;
    default:
      return signal satisfies never;
  }
}

async function saveChart(
  { archive }: WorkContext,
  { query, series, signal }: Measured,
  { symptom }: Findings,
  title: string,
  threshold?: number,
): Promise<string> {
  const markers = [{ at: symptom.at, label: "alarm" }];
  const body = { ...chartOf(query, series), title, unit: unitOf(signal, series.step), markers };
  return archive.save(threshold === undefined ? body : { ...body, threshold });
}

function nothingSeen(reason: string): Diagnosis {
  const gap = { what: "Metrics, changes, logs and topology", reason };
  const empty = { evidence: [], hypotheses: [], checked: 0, normal: 0, horizons: {} };
  return { verdict: "INCONCLUSIVE", reason: "nothing could be looked at.", gaps: [gap], ...empty };
}
