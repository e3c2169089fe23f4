import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createModel } from "../../../adapters/model/model.ts";
import { modelContract } from "../../contracts/model.ts";
import { scriptedEndpoint } from "./scripted-endpoint.ts";

modelContract("the AI SDK", async (script) => {
  const endpoint = await scriptedEndpoint(...script);
  const language = createOpenAICompatible({ name: "model", baseURL: endpoint.url }).chatModel("scripted");
  const model = await createModel(language, { name: "scripted", price: undefined, patienceMs: 10_000 });
  return { model, stop: endpoint.stop };
});
