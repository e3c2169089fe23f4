import type { StepResult, ToolSet } from "ai";
import type { ModelSpending } from "../../src/agent/model.ts";

/** Characters of a token, about. https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them */
const LETTERS_PER_TOKEN = 4;

type Call = Pick<StepResult<ToolSet>, "usage" | "text" | "toolCalls" | "toolResults">;

/** What the calls of an answer took. `asked`: characters of its instructions and prompt. Where an endpoint counts no tokens, they are estimated. */
export function spentBy(calls: readonly Call[], asked: number): ModelSpending {
  let read = asked;
  let spent: ModelSpending = { calls: calls.length, input: 0, output: 0 };
  for (const { usage, text, toolCalls, toolResults } of calls) {
    const written = text.length + lettersOf(toolCalls);
    const estimated = !usage.inputTokens || (!usage.outputTokens && written > 0);
    spent = {
      ...spent,
      input: spent.input + (usage.inputTokens || tokensOf(read)),
      output: spent.output + (usage.outputTokens || tokensOf(written)),
      ...(estimated && { estimated }),
    };
    read += written + lettersOf(toolResults);
  }
  return spent;
}

const tokensOf = (letters: number): number => Math.ceil(letters / LETTERS_PER_TOKEN);
const lettersOf = (parts: readonly unknown[]): number => (parts.length === 0 ? 0 : JSON.stringify(parts).length);
