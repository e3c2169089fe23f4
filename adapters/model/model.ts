import type { LanguageModel, ToolSet } from "ai";
import { z } from "zod";
import type { Model, ModelSpending, ModelTool } from "../../src/agent/model.ts";

/** The longest answer of one call, tokens. */
const ANSWER_TOKENS = 1_500;

/** A model of the AI SDK. https://ai-sdk.dev/docs/reference/ai-sdk-core/generate-text */
export async function createModel(
  model: LanguageModel,
  { name, price, patienceMs }: Pick<Model, "name" | "price" | "patienceMs">,
): Promise<Model> {
  const { generateText, tool } = await import("ai");
  const toolOf = ({ description, run }: ModelTool): ToolSet[string] =>
    tool({
      description,
      inputSchema: z.object({ rest: z.string().max(500).describe("what follows the verb") }),
      execute: ({ rest }) => run(rest),
    });
  return {
    name,
    price,
    patienceMs,
    async ask({ instructions, prompt, tools, goOn, signal }) {
      const { text, steps } = await generateText({
        model,
        instructions,
        prompt,
        tools: Object.fromEntries(tools.map((each) => [each.name, toolOf(each)])),
        stopWhen: ({ steps: done }) => !goOn(spentBy(done)),
        maxOutputTokens: ANSWER_TOKENS,
        maxRetries: 1,
        abortSignal: signal,
      });
      const last = steps.at(-1);
      if (last?.finishReason === "content-filter") throw new Error("it refused to answer");
      return { text, spent: spentBy(steps) };
    },
  };
}

interface Step {
  readonly usage: { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined };
}

function spentBy(steps: readonly Step[]): ModelSpending {
  const sum = (of: (step: Step) => number | undefined): number => steps.reduce((all, step) => all + (of(step) ?? 0), 0);
  return {
    calls: steps.length,
    input: sum(({ usage }) => usage.inputTokens),
    output: sum(({ usage }) => usage.outputTokens),
  };
}
