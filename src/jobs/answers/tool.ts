import { withoutEnd } from "../../card/number.ts";
import { streamOf } from "../../conversation/streams.ts";
import type { Answer, Evidence, Question } from "../../events/events.ts";
import { mask } from "../../telemetry/masking/mask.ts";
import { gumshoe } from "../context.ts";
import { type Asking, emptyAnswer, failedAnswer, questionText } from "./answer.ts";

/** The most of a tool's words that an answer shows, and that evidence keeps. */
const SHOWN = 2_000;
const KEPT = 400;

/**
 * Asks a tool of another system. Its words are text from outside: masked, bounded, and evidence that supports no cause by itself, of the
 * investigation in whose thread it was asked.
 */
export async function answerTool(
  { context, state, token, signal }: Omit<Asking, "telemetry">,
  question: Extract<Question, { type: "tool" }>,
): Promise<Answer> {
  const query = questionText(question);
  if (!context.askTool) return failedAnswer(query, "no tools of other systems are set up. MCP_SERVERS lists them.");
  const said = mask((await context.askTool(question, signal)).replaceAll(/\s+/g, " ").trim());
  const source = `${question.server} ${question.tool}`;
  if (said === "") return { ...emptyAnswer(query), sentence: `${source} says nothing` };
  const at = context.now();
  const sentence = `${source} says: ${withoutEnd(said, KEPT)}`;
  const time = at.getTime() / 1000;
  const window = { start: time, end: time };
  const evidence: Evidence = { kind: "tool", sentence, figures: {}, query, window, horizon: time };
  const meta = { id: `${token}/evidence`, actor: gumshoe, at: at.toISOString() };
  const { state: after } = await context.handle(streamOf(state.number), { type: "recordOutside", evidence }, meta);
  const id = after.evidence.find((each) => each.evidence.sentence === sentence)?.id;
  const left = [...said].length - SHOWN;
  return {
    ...emptyAnswer(query),
    sentence: `${source} says${id === undefined ? "" : ` (${id})`}: ${[...said].slice(0, SHOWN).join("")}${left > 0 ? ` … ${left.toLocaleString("en")} more characters` : ""}`,
    label: source,
  };
}
