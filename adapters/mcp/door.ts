import type { AssistantAdapter } from "../../src/process/assistant.ts";
import { mcpSettings } from "./settings.ts";

/** `/mcp`: an engineer's own assistant reads and works in the engineer's rights. Its packages are loaded only where a token is set. */
export const mcp: AssistantAdapter = {
  settings: { schema: mcpSettings },
  async connect(config, host) {
    const { MCP_TOKENS: grants } = config.read(mcpSettings);
    if (!grants || Object.keys(grants).length === 0) return undefined;
    const stranger = Object.keys(grants).find((person) => host.homeOf(person) === undefined);
    if (stranger !== undefined) {
      throw new Error(
        `MCP_TOKENS names ${stranger}, but no chat of that name is connected. People are named by their ids in the chat.`,
      );
    }
    const { createMcpListener } = await import("./listener.ts");
    return {
      mount: { path: "/mcp", listener: createMcpListener(host, grants) },
      greeting: (at) => ["mcp", `${at}/mcp; tokens: ${Object.keys(grants).length}`],
    };
  },
};
