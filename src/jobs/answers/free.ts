import { budgetWords, hasRoom } from "../../agent/budget.ts";
import { INSTRUCTIONS, promptOf } from "../../agent/instructions.ts";
import type { ModelSpending } from "../../agent/model.ts";
import { createPseudonyms } from "../../agent/pseudonyms.ts";
import { recordSources } from "../../agent/sources.ts";
import { plain } from "../../card/card.ts";
import { counted } from "../../card/number.ts";
import { messageOf } from "../../errors.ts";
import type { Answer } from "../../events/events.ts";
import type { Investigation } from "../../investigation/state.ts";
import { peopleOf } from "../../investigation/view/record/deeds.ts";
import { recordCard } from "../../investigation/view/record/record-card.ts";
import { mask } from "../../telemetry/masking/mask.ts";
import { emptyAnswer } from "./answer.ts";
import type { Free, FreeAsking } from "./free-asking.ts";
import { checkedOf, createTelling, type Hearing, linesOf, shownOf, sourcesOf } from "./hearing.ts";
import { createLooks } from "./looks.ts";
import { type Proposal, proposalIn } from "./proposal.ts";

/** A question in free words, with the cause that the model proposed and that passed the checks. */
export interface FreeAnswer {
  readonly answer: Answer;
  readonly proposal?: Proposal;
}

/**
 * Answers with the model's sentences that pass {@link checkSentence}, and with what they cite; each is shown once it is written and checked.
 * Where none passes, and where the model fails, is silent or refuses, the answer is what the record tells without it, with the reason.
 */
export async function answerFree(asking: FreeAsking, question: Free): Promise<FreeAnswer> {
  const { model, state, signal, now, log } = asking;
  const names = createPseudonyms(peopleOf(state));
  const hide = (text: string): string => names.hide(mask(text));
  const record = recordSources(state);
  const looks = createLooks(asking, question, hide);
  const late = AbortSignal.timeout(model.patienceMs);
  const hearing: Hearing = { asking, question, names, looks, record };
  const ended: { spent: ModelSpending } = { spent: { calls: 0, input: 0, output: 0 } };
  try {
    const { text, spent } = await model.ask({
      instructions: INSTRUCTIONS,
      prompt: promptOf(
        hide(question.text),
        record.map(({ id, text: said }) => ({ id, text: hide(said) })),
      ),
      tools: looks.tools,
      goOn: (so) => {
        ended.spent = so;
        return hasRoom(model, so);
      },
      onText: createTelling(hearing),
      signal: AbortSignal.any([signal, late]),
    });
    return told(hearing, text, spent);
  } catch (error) {
    signal.throwIfAborted();
    const seconds = Math.round(model.patienceMs / 1000);
    const because = late.aborted ? `it did not finish within ${seconds} s` : messageOf(error);
    log.warn({ model: model.name, error: mask(causeOf(error)) }, "the model did not answer");
    // The call that failed was begun as well.
    const cost = budgetWords(model, { ...ended.spent, calls: ended.spent.calls + 1 }, looks.taken().length);
    return { answer: without(state, question, now, `The model did not answer: ${because}. ${cost}.`) };
  }
}

/** What a failure says of itself, with the words of the endpoint, which are only for the log. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
  return `${messageOf(error)}${cause}`.slice(0, 500);
}

function told(hearing: Hearing, text: string, spent: ModelSpending): FreeAnswer {
  const { asking, question, looks } = hearing;
  const sources = sourcesOf(hearing);
  const lines = linesOf(hearing, text);
  const checked = checkedOf(lines, sources);
  const shown = shownOf(checked);
  const reasons = [...new Set(checked.flatMap((each) => (each.shown ? [] : [each.because])))];
  const left = checked.length - shown.length;
  const withheld = left === 0 ? "" : ` ${counted(left, "sentence")} not shown: ${reasons.join("; ")}.`;
  const cost = `Worded by ${asking.model.name}: ${budgetWords(asking.model, spent, looks.taken().length)}.${withheld}`;
  const proposal = proposalIn(lines, asking.state, sources, looks.parse);
  if (shown.length === 0) {
    const why =
      checked.length === 0 ? "The model found no answer in the record." : "Nothing that the model said could be shown.";
    return { answer: without(asking.state, question, asking.now, `${why} ${cost}`), ...(proposal && { proposal }) };
  }
  const cited = [...new Set(shown.flatMap(({ cites }) => cites))];
  const answer: Answer = {
    ...emptyAnswer(question.text),
    sentence: `${shown.map((each) => each.text).join("\n")}\n${cost}`,
    columns: [{ name: "Id" }, { name: "Says" }],
    rows: cited.map((id) => [id, sources.get(id)?.text ?? ""]),
  };
  return { answer, ...(proposal && { proposal }) };
}

/** What the record tells without a model: whether it is over, and what is next. */
function without(state: Investigation, question: Free, now: Date, reason: string): Answer {
  const card = (type: "over" | "next"): string =>
    recordCard({ type }, state)
      .blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : []))
      .join(" ");
  const record =
    state.status === "open"
      ? `From the record (times in UTC): ${card("over")} ${card("next")}`
      : "Type help for what can be asked.";
  return { ...emptyAnswer(question.text), sentence: `${record}\n${reason}`, horizon: now.getTime() / 1000 };
}
