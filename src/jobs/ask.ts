import { messageOf, NotSeen } from "../errors.ts";
import type { Answer, Question } from "../events/events.ts";
import { isFromStore, isOfAddedSource, type StoredQuestion } from "../investigation/asking.ts";
import type { Telemetry } from "../telemetry/ports/ports.ts";
import { answerAlarm } from "./answers/alarm.ts";
import { answerAlarmHistory } from "./answers/alarm-history.ts";
import { answerAlarms } from "./answers/alarms.ts";
import { type Asking, failedAnswer, questionText } from "./answers/answer.ts";
import { checkAsked } from "./answers/check.ts";
import { answerCluster } from "./answers/cluster.ts";
import { answerDeadLetters } from "./answers/dead-letters.ts";
import { answerFree } from "./answers/free.ts";
import type { Free } from "./answers/free-asking.ts";
import { answerHeld } from "./answers/held-change.ts";
import { answerListing } from "./answers/listing.ts";
import { answerLogs } from "./answers/logs.ts";
import { answerExpression, answerMetrics, answerSignal } from "./answers/metrics.ts";
import { answerMute } from "./answers/mute.ts";
import { answerPpl } from "./answers/open-search.ts";
import { answerPack } from "./answers/pack.ts";
import { answerPromql, answerPromqlLabel, answerPromqlNow } from "./answers/promql.ts";
import { answerRecommend } from "./answers/recommend.ts";
import { answerReport } from "./answers/report.ts";
import { answerSimilar } from "./answers/similar.ts";
import { answerStats } from "./answers/stats.ts";
import { answerAthena, answerChanges, answerTopology, answerTraces } from "./answers/tables.ts";
import { answerTicket } from "./answers/ticket.ts";
import { answerTool } from "./answers/tool.ts";
import { answerTop } from "./answers/top.ts";
import { answerPublish, answerSubscribe, answerTopics } from "./answers/topics.ts";
import { gumshoe, type WorkContext } from "./context.ts";

/** A question that takes longer gets a timeout as its answer. */
const BUDGET_MS = 120_000;

/** Answers one question of a thread. A failure is also an answer, with its reason. */
export async function answerQuery(
  context: WorkContext,
  stream: string,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { state } = await context.load(stream);
  const query = state.queries.find((known) => known.id === id);
  if (!query || query.answer) return;
  const { question, by } = query;
  const telemetry = context.telemetryFor(state);
  const over = AbortSignal.timeout(BUDGET_MS);
  const telling = createProgressUpdates(context, stream, id);
  const asking = {
    context,
    state,
    by,
    signal: AbortSignal.any([signal, over]),
    token: `${stream}/${id}`,
    onProgress: telling.tell,
  };
  const look = async (asked: Look): Promise<Answer> => {
    const check = checkAsked(state, asked, { components: context.components(), now: context.now() });
    const found = await answerOf({ ...asking, check, telemetry }, asked).catch((error: unknown) => {
      signal.throwIfAborted();
      return failedAnswer(questionText(asked), over.aborted ? "it took too long" : reasonOf(error));
    });
    return telemetry && !isFromStore(asked) ? withSource(found, asked, telemetry) : found;
  };
  const answer = question.type === "free" ? await answerFreely(asking, question, look, stream) : await look(question);
  await telling.ended();
  const meta = { id: `${stream}/${id}/answer`, actor: gumshoe, at: context.now().toISOString() };
  await context.handle(stream, { type: "answer", query: id, answer }, meta);
}

type Look = Exclude<Question, Free>;

/** Answers a question in free words with the model's help, and adds the cause that it proposes. */
async function answerFreely(
  { context, state, signal, onProgress, token, by }: Omit<Asking, "telemetry" | "check">,
  question: Free,
  look: (asked: Look) => Promise<Answer>,
  stream: string,
): Promise<Answer> {
  const { model, now, components, refusesLook, log } = context;
  if (!model) return failedAnswer(question.text, "no model is set up any more.");
  const { channel, belonging } = question.asker;
  const permitted = (asked: Question): Answer | string | Promise<Answer> => {
    if (asked.type === "free") return "a question in free words is no look.";
    return refusesLook({ actor: by, channel, belonging }, asked) ?? look(asked);
  };
  const { answer, proposal } = await answerFree(
    {
      ...{ model, state, signal, onProgress, log, now: now(), components: components() },
      look: async (asked) => permitted(asked),
    },
    question,
  );
  if (proposal) {
    const meta = { id: `${token}/proposal`, actor: gumshoe, at: now().toISOString() };
    await context.handle(stream, { type: "propose", ...proposal }, meta);
  }
  return answer;
}

/** Each progress update is a commit and an edit. */
const TELL_EVERY_MS = 2_000;

/** Shows the progress of a question at intervals; failed updates are ignored. */
function createProgressUpdates({ handle, now }: WorkContext, stream: string, query: string) {
  let last = 0;
  let count = 0;
  let telling: Promise<unknown> = Promise.resolve();
  return {
    tell(words: string): void {
      const at = now();
      if (at.getTime() - last < TELL_EVERY_MS) return;
      last = at.getTime();
      const meta = { id: `${stream}/${query}/progress/${++count}`, actor: gumshoe, at: at.toISOString() };
      telling = telling
        .then(() => handle(stream, { type: "progressQuery", query, words }, meta))
        .catch(() => undefined);
    },
    ended: () => telling,
  };
}

async function answerOf(
  { telemetry, ...asked }: Omit<Asking, "telemetry"> & { readonly telemetry: Telemetry | undefined },
  question: Look,
): Promise<Answer> {
  if (isFromStore(question)) return answerFromRecord({ ...asked, telemetry }, question);
  if (telemetry) return answerFrom({ ...asked, telemetry }, question);
  return failedAnswer(questionText(question), "no telemetry is connected. With AWS credentials set, start again.");
}

function answerFromRecord(
  asked: Omit<Asking, "telemetry"> & { readonly telemetry: Telemetry | undefined },
  question: StoredQuestion,
): Promise<Answer> {
  const { context, state, by, telemetry, signal } = asked;
  switch (question.type) {
    case "report":
      return answerReport(context, state, question, telemetry, signal);
    case "similar":
      return answerSimilar(context, state, by, question);
    case "stats":
      return answerStats(context, state, by, question);
    case "ticket":
      return answerTicket(asked, question);
    case "tool":
      return answerTool(asked, question);
    case "deadLetters":
      return answerDeadLetters(asked, question);
    default:
      return question satisfies never;
  }
}

function answerFrom(asking: Asking, question: Exclude<Look, StoredQuestion>): Promise<Answer> {
  switch (question.type) {
    case "metrics":
      return answerMetrics(asking, question);
    case "expression":
      return answerExpression(asking, question);
    case "signal":
      return answerSignal(asking, question);
    case "changes":
      return answerChanges(asking, question);
    case "logs":
      return answerLogs(asking, question);
    case "traces":
      return answerTraces(asking, question);
    case "topology":
      return answerTopology(asking, question);
    case "cluster":
      return answerCluster(asking, question);
    case "alarms":
      return answerAlarms(asking, question);
    case "alarmHistory":
      return answerAlarmHistory(asking, question);
    case "alarm":
      return answerAlarm(asking, question);
    case "athena":
      return answerAthena(asking, question);
    case "listing":
      return answerListing(asking, question);
    case "ppl":
      return answerPpl(asking, question);
    case "top":
      return answerTop(asking, question);
    case "promql":
      return answerPromql(asking, question);
    case "promqlNow":
      return answerPromqlNow(asking, question);
    case "promqlLabel":
      return answerPromqlLabel(asking, question);
    case "pack":
      return answerPack(asking, question);
    case "recommend":
      return answerRecommend(asking, question);
    case "topics":
      return answerTopics(asking, question);
    case "mute":
      return answerMute(asking, question);
    case "held":
      return answerHeld(asking, question, (plan) => answerFrom(asking, plan));
    case "subscribe":
      return answerSubscribe(asking, question);
    case "publish":
      return answerPublish(asking, question);
    default:
      return question satisfies never;
  }
}

/** Adds the account, a link to the source's console, and the cost of the answer. */
function withSource(answer: Answer, question: Question, telemetry: Telemetry): Answer {
  if (isOfAddedSource(question)) {
    const { label } = (question.type === "ppl" ? telemetry.openSearch : telemetry.prometheus) ?? {};
    return { ...answer, ...(label !== undefined && { label }) };
  }
  const link = answer.link ?? telemetry.consoleLink?.(question);
  const took = telemetry.spent?.();
  const { label, account } = telemetry;
  return {
    ...answer,
    ...(link !== undefined && { link }),
    ...(took !== undefined && { took: { ...took } }),
    ...(label !== undefined && { label }),
    ...(account !== undefined && { account }),
  };
}

/** The reason of a failure, and its remedy. */
function reasonOf(error: unknown): string {
  const remedy = error instanceof NotSeen && error.remedy !== undefined ? `. To see it: ${error.remedy}` : "";
  return `${messageOf(error)}${remedy}`;
}
