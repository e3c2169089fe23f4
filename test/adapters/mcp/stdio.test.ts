import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, test } from "vitest";
import { createMcpListener } from "../../../adapters/mcp/listener.ts";
import { silentLog } from "../../../src/log/log.ts";

const program = fileURLToPath(new URL("../../../maintenance/mcp.ts", import.meta.url));

test("npm run mcp passes messages between stdio and /mcp", async () => {
  const token = "t".repeat(32);
  const host = {
    receive: async () => ({ type: "ignored" as const }),
    open: async () => [],
    investigation: async () => undefined,
    report: async () => undefined,
    homeOf: () => ({ channel: "web:general", inside: true }),
    now: () => new Date(),
    log: silentLog,
  };
  const server = createServer(createMcpListener(host, { "web:ana": { name: "Ana", token, may: "read" } }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const env = { MCP_URL: `http://127.0.0.1:${port}/mcp`, MCP_TOKEN: token };
  const client = new Client({ name: "test", version: "1" });
  try {
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [program], env }));
    const { content } = await client.callTool({ name: "list_investigations", arguments: {} });
    expect(content).toEqual([{ type: "text", text: "No investigation is open." }]);
  } finally {
    await client.close();
    server.closeAllConnections();
    server.close();
  }
});
