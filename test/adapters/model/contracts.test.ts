import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { endpointFetch } from "../../../adapters/model/endpoint-fetch.ts";
import { createModel } from "../../../adapters/model/model.ts";
import { modelContract } from "../../contracts/model.ts";
import { scriptedEndpoint } from "./scripted-endpoint.ts";

modelContract("the AI SDK", async (script) => {
  const endpoint = await scriptedEndpoint(...script);
  const options = { name: "model", baseURL: endpoint.url, fetch: endpointFetch };
  const language = createOpenAICompatible(options).chatModel("scripted");
  const model = await createModel(language, { name: "scripted", price: undefined, patienceMs: 10_000 });
  return { model, stop: endpoint.stop };
});
