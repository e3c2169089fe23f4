import type { LanguageModel } from "ai";
import type { Config } from "../../src/process/config.ts";
import type { ModelAdapter } from "../../src/process/model.ts";
import { endpointFetch } from "./endpoint-fetch.ts";
import { createModel } from "./model.ts";
import { type ModelId, modelSettings } from "./settings.ts";

/** A language model on Amazon Bedrock, or behind OpenAI's chat completions. Its packages are loaded only where one is set up. */
export const model: ModelAdapter = {
  settings: { schema: modelSettings },
  async connect(config) {
    const { MODEL: id, MODEL_KEY: key, MODEL_PRICE: price, MODEL_SECONDS: seconds } = config.read(modelSettings);
    if (id === undefined) return undefined;
    return createModel(await languageModel(id, key, config), { name: id.id, price, patienceMs: seconds * 1000 });
  },
};

async function languageModel(model: ModelId, key: string | undefined, config: Config): Promise<LanguageModel> {
  switch (model.type) {
    case "bedrock": {
      const [{ createAmazonBedrock }, { fromNodeProviderChain }] = await Promise.all([
        import("@ai-sdk/amazon-bedrock"),
        import("@aws-sdk/credential-providers"),
      ]);
      return createAmazonBedrock({ region: config.AWS_REGION, credentialProvider: fromNodeProviderChain() })(model.id);
    }
    case "openai": {
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      const endpoint = { name: "model", baseURL: model.baseUrl, includeUsage: true, fetch: endpointFetch };
      return createOpenAICompatible({ ...endpoint, ...(key !== undefined && { apiKey: key }) }).chatModel(model.id);
    }
    default:
      return model satisfies never;
  }
}
