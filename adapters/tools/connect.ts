import type { ToolsAdapter } from "../../src/process/outside.ts";
import { toolSettings } from "./settings.ts";

/** The tools of `MCP_SERVERS`. The MCP client is loaded with the first question. */
export const tools: ToolsAdapter = {
  settings: { schema: toolSettings },
  connect(config) {
    const { MCP_SERVERS: servers } = config.read(toolSettings);
    if (servers === undefined) return undefined;
    return async (request, signal) => {
      const { createAskTool } = await import("./ask-tool.ts");
      return createAskTool(servers)(request, signal);
    };
  },
};
