import type { LanguageModel, ToolSet } from "ai";
import { z } from "zod";
import type { Model, ModelRequest, ModelTool } from "../../src/agent/model.ts";
import { spentBy } from "./spending.ts";

/** The longest answer of one call, tokens. */
const ANSWER_TOKENS = 1_500;
/** The longest answer that is listened to, characters: endpoints may ignore the limit of tokens. */
const ANSWER_LETTERS = 20_000;

/** A model of the AI SDK. https://ai-sdk.dev/docs/reference/ai-sdk-core/stream-text */
export async function createModel(
  model: LanguageModel,
  { name, price, patienceMs }: Pick<Model, "name" | "price" | "patienceMs">,
): Promise<Model> {
  const [{ streamText, tool }, { failureOf }] = await Promise.all([import("ai"), import("./failure.ts")]);
  const toolOf = ({ description, run }: ModelTool): ToolSet[string] =>
    tool({
      description,
      inputSchema: z.object({ rest: z.string().max(500).describe("what follows the verb") }),
      execute: ({ rest }) => run(rest),
    });

  /** One conversation: the words of its last call, as they come. */
  async function converse({ instructions, prompt, tools, goOn, onText, signal }: ModelRequest) {
    const asked = instructions.length + prompt.length;
    const { stream, steps } = streamText({
      model,
      instructions,
      prompt,
      tools: Object.fromEntries(tools.map((each) => [each.name, toolOf(each)])),
      stopWhen: ({ steps: done }) => !goOn(spentBy(done, asked)),
      maxOutputTokens: ANSWER_TOKENS,
      maxRetries: 1,
      abortSignal: signal,
      // The stream has every error as a part; without this they are printed, too.
      onError: () => undefined,
    });
    let text = "";
    for await (const part of stream) {
      if (part.type === "error") throw part.error;
      if (part.type === "abort") signal.throwIfAborted();
      if (part.type === "start-step") text = "";
      if (part.type !== "text-delta") continue;
      text += part.text;
      if (text.length > ANSWER_LETTERS) throw new Error(`the answer is longer than ${ANSWER_LETTERS} characters`);
      onText(text);
    }
    return { text, steps: await steps, asked };
  }

  return {
    name,
    price,
    patienceMs,
    async ask(request) {
      const { text, steps, asked } = await converse(request).catch((error: unknown) => {
        request.signal.throwIfAborted();
        throw failureOf(error);
      });
      if (steps.at(-1)?.finishReason === "content-filter") throw new Error("it refused to answer");
      return { text, spent: spentBy(steps, asked) };
    },
  };
}
