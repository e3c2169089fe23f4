import { z } from "zod";

/** Which model words answers, and how it is reached. */
export type ModelId =
  | { readonly type: "bedrock"; readonly id: string }
  /** Any endpoint with OpenAI's chat completions. */
  | { readonly type: "openai"; readonly baseUrl: string; readonly id: string };

const modelId = z.string().transform((text, context): ModelId => {
  const [, bedrock] = /^bedrock:([\w.:/-]{3,200})$/.exec(text) ?? [];
  if (bedrock !== undefined) return { type: "bedrock", id: bedrock };
  const [, url = "", id] = /^openai:(https?:\/\/[^\s#]+)#(\S{1,200})$/.exec(text) ?? [];
  if (id !== undefined && URL.canParse(url)) {
    const { protocol, hostname } = new URL(url);
    const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
    if (protocol === "https:" || local) return { type: "openai", baseUrl: url, id };
    context.addIssue(`needs https, except on this machine: ${url}`);
    return z.NEVER;
  }
  context.addIssue(
    "is no model: bedrock:<model id>, or openai:<base url>#<model>, such as openai:http://127.0.0.1:11434/v1#llama3.3",
  );
  return z.NEVER;
});

const price = z.string().transform((text, context) => {
  const [, input, output] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (input !== undefined && output !== undefined) return { input: Number(input), output: Number(output) };
  context.addIssue(`is not dollars of a million tokens, in and out, such as 3/15: ${text}`);
  return z.NEVER;
});

const seconds = z.string().transform((text, context) => {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1 && value <= 110) return value;
  context.addIssue(`is not a number of seconds from 1 to 110: ${text}`);
  return z.NEVER;
});

/** The settings of the model; without MODEL there is none. */
export const modelSettings = z.object({
  /** The model that words answers to free questions. */
  MODEL: modelId.optional(),
  /** The key of an OpenAI-compatible endpoint, if it needs one. */
  MODEL_KEY: z.string().min(1).optional(),
  /** Dollars of a million tokens, in and out: 3/15. */
  MODEL_PRICE: price.optional(),
  /** The longest time of an answer. */
  MODEL_SECONDS: seconds.default(60),
});
