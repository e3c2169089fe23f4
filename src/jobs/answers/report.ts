import { streamOf } from "../../conversation/streams.ts";
import { messageOf } from "../../errors.ts";
import type { Answer, Question } from "../../events/events.ts";
import { type Investigation, investigationName, isThere } from "../../investigation/state.ts";
import { toReport } from "../../record/report/to-report.ts";
import { writeReport } from "../../record/report/write.ts";
import type { Telemetry } from "../../telemetry/ports/ports.ts";
import type { WorkContext } from "../context.ts";
import { emptyAnswer, failedAnswer, questionText } from "./answer.ts";
import { impactOf } from "./impact.ts";

/** The longest time that counting the requests of the incident takes; the report says so where it was not enough. */
const COUNTING_MS = 20_000;

/** Writes the report of an investigation, as a file in its thread. */
export async function answerReport(
  { archive, history, reportTemplate, now }: WorkContext,
  state: Investigation,
  question: Extract<Question, { type: "report" }>,
  telemetry: Telemetry | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const query = questionText(question);
  if (!isThere(state) || state.status === "asked") {
    return failedAnswer(query, "nothing was investigated here. To start: investigate <alarm or text>");
  }
  const stream = streamOf(state.number);
  const counting = AbortSignal.any([signal, AbortSignal.timeout(COUNTING_MS)]);
  const [commits, impact] = await Promise.all([
    history(stream),
    impactOf(telemetry, state, now(), counting).catch((error: unknown) => {
      signal.throwIfAborted();
      return messageOf(error);
    }),
  ]);
  const report = toReport(commits, state, { impact, madeAt: now().toISOString() });
  const body = await writeReport(archive, report, { format: question.format, template: reportTemplate });
  const name = `${investigationName(state)}-report.${question.format}`;
  return {
    ...emptyAnswer(query),
    sentence: `Report of ${investigationName(state)}, from the record up to now`,
    file: { archive: await archive.save(stream, body), name },
  };
}
