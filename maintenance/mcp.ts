import process from "node:process";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";

/**
 * MCP over stdio, for assistants that start a program: passes each message on to the `/mcp` of a running Gumshoe, and its answers back.
 * MCP_URL: its address; MCP_TOKEN: the person's token.
 */
const url = process.env.MCP_URL ?? "http://127.0.0.1:3000/mcp";
const token = process.env.MCP_TOKEN;
if (!token || !URL.canParse(url)) {
  process.stderr.write("Set MCP_TOKEN to your token of MCP_TOKENS, and MCP_URL to the address of /mcp.\n");
  process.exit(1);
}

const here = new StdioServerTransport();
const there = new StreamableHTTPClientTransport(new URL(url), {
  requestInit: { headers: { authorization: `Bearer ${token}` } },
});
const tell = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
};
here.onmessage = (message) => void there.send(message).catch(tell);
there.onmessage = (message) => void here.send(message).catch(tell);
here.onerror = tell;
there.onerror = tell;
here.onclose = () => void there.close();
await there.start();
await here.start();
