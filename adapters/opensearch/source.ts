import type { SourceAdapter } from "../../src/process/source.ts";
import { type Authorization, basicOf } from "../aws/call/json-service.ts";
import { createOpenSearch } from "./open-search.ts";
import { openSearchSettings, signedFor } from "./settings.ts";

/** OpenSearch, OpenSearch Service or OpenSearch Serverless, for the command `ppl`. */
export const openSearch: SourceAdapter = {
  settings: { schema: openSearchSettings },
  async connect(config, { now }) {
    const { OPENSEARCH: address, OPENSEARCH_REGION: set } = config.read(openSearchSettings);
    if (address === undefined) return undefined;
    const signing = signedFor(address, set);
    const url = `${address.origin}${address.pathname.replace(/\/$/, "")}`;
    const authorization: Authorization =
      basicOf(address) ?? (signing ? { type: "signed", ...signing } : { type: "none" });
    const port = createOpenSearch({ name: "OpenSearch", url, authorization }, now);
    return {
      adds: () => ({ openSearch: port }),
      greeting: () => [
        "OpenSearch",
        `${url}${authorization.type === "signed" ? `, signed for ${authorization.region}` : ""}`,
      ],
    };
  },
};
