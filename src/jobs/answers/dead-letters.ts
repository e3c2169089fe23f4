import { counted } from "../../card/number.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { DeadLetter, DeadLetters } from "../../notification/dead-letters.ts";
import { mask } from "../../telemetry/masking/mask.ts";
import { type Asking, emptyAnswer, failedAnswer, questionText } from "./answer.ts";

/** Rows that an answer keeps. */
const ROWS = 50;

/** Lists the notifications that SNS or SQS gave up, or takes them once more. */
export async function answerDeadLetters(
  { context, signal }: Pick<Asking, "context" | "signal">,
  question: Extract<Question, { type: "deadLetters" }>,
): Promise<Answer> {
  const query = questionText(question);
  const queues = context.deadLetters();
  if (queues.length === 0) {
    return failedAnswer(query, "no queue of dead letters is set up. SQS_QUEUES or SNS_DEAD_LETTER_QUEUE names it.");
  }
  return question.retry ? retried(query, queues, signal) : listed(query, queues, signal);
}

async function listed(query: string, queues: readonly DeadLetters[], signal: AbortSignal): Promise<Answer> {
  // What is being read is not counted.
  const counts = await Promise.all(queues.map((queue) => queue.count(signal)));
  const letters = (await Promise.all(queues.map((queue) => queue.list(signal)))).flat();
  const all = Math.max(
    letters.length,
    counts.reduce((sum, count) => sum + count, 0),
  );
  if (all === 0) return { ...emptyAnswer(query), sentence: "There are no dead letters" };
  const sound = letters.filter(({ refusal }) => refusal === undefined).length;
  return {
    ...table(query, letters, all - letters.length),
    sentence: `${counted(all, "dead letter")}; of ${letters.length} that were read a retry takes ${sound}`,
    ...(sound > 0 && {
      offer: {
        label: "Retry",
        command: "dead-letters retry",
        effect: `Takes ${counted(sound, "notification")} as if they had just arrived; old alarms are posted, too.`,
      },
    }),
  };
}

async function retried(query: string, queues: readonly DeadLetters[], signal: AbortSignal): Promise<Answer> {
  const done = await Promise.all(queues.map((queue) => queue.retry(signal)));
  const taken = done.flatMap((each) => each.taken);
  const left = done.flatMap((each) => each.left);
  const stay = left.length === 0 ? "" : `; ${left.length} stay in the queue`;
  return { ...table(query, left, 0), sentence: `${counted(taken.length, "dead letter")} taken${stay}` };
}

function table(query: string, letters: readonly DeadLetter[], more: number): Answer {
  return {
    ...emptyAnswer(query),
    columns: ["Since (UTC)", "Says", "Retry"].map((name) => ({ name })),
    rows: letters.slice(0, ROWS).map(rowOf),
    more: Math.max(0, more) + Math.max(0, letters.length - ROWS),
  };
}

function rowOf({ at, says, refusal }: DeadLetter): string[] {
  const since = at > 0 ? new Date(at * 1000).toISOString().slice(0, 16).replace("T", " ") : "–";
  return [
    since,
    mask(says).replaceAll(/\s+/g, " "),
    refusal === undefined ? "takes it" : `refuses it: ${mask(refusal)}`,
  ];
}
