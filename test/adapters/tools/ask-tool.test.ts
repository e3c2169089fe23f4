import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createAskTool } from "../../../adapters/tools/ask-tool.ts";
import { tools as adapter } from "../../../adapters/tools/connect.ts";
import { readConfig } from "../../../src/process/config.ts";

const TOKEN = "token-of-the-wiki";

/** Another system's server, with tools that read, one that does not, and some that misbehave. */
function wiki(): McpServer {
  const server = new McpServer({ name: "wiki", version: "1" });
  const say = (text: string) => ({ content: [{ type: "text" as const, text }] });
  const find = z.object({ query: z.string(), limit: z.number().optional(), exact: z.boolean().optional() });
  server.registerTool("search", { inputSchema: find }, async (given) => say(JSON.stringify(given)));
  server.registerTool("delete", { annotations: { readOnlyHint: false } }, async () => say("deleted"));
  server.registerTool("fails", {}, async () => ({ ...say("no such space"), isError: true }));
  server.registerTool("floods", {}, async () => say("x".repeat(2 * 1024 * 1024)));
  server.registerTool("draws", {}, async () => ({
    content: [
      { type: "text", text: "a picture" },
      { type: "image", data: "aGk=", mimeType: "image/png" },
    ],
  }));
  return server;
}

const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers.authorization !== `Bearer ${TOKEN}`) {
    response.writeHead(401).end();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method = "GET", headers } = request;
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    /^(?:accept|content-type|mcp-[\w-]+)$/.test(name) && typeof value === "string" ? [[name, value]] : [],
  );
  const body = method === "POST" ? { body: new Uint8Array(Buffer.concat(chunks)) } : {};
  const handler = createMcpHandler(wiki);
  const answered = await handler.fetch(
    new Request("http://wiki/mcp", { method, headers: Object.fromEntries(kept), ...body }),
  );
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  // A client that refuses what is too long hangs up.
  if (answered.body) await pipeline(Readable.fromWeb(answered.body), response).catch(() => undefined);
  else response.end();
  await handler.close();
}

let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const TOOLS = ["search", "delete", "fails", "floods", "draws", "gone"];
const ask = (tool: string, values: Record<string, string> = {}, token = TOKEN) =>
  createAskTool({ wiki: { url, token, tools: TOOLS } })({ server: "wiki", tool, values }, new AbortController().signal);

test("a tool that is listed is asked, with values in the types of its schema", async () => {
  expect(JSON.parse(await ask("search", { query: "5", limit: "5", exact: "true" }))).toEqual({
    query: "5",
    limit: 5,
    exact: true,
  });
  expect(await ask("draws")).toBe("a picture\n[image left out]");
});

test.each([
  ["delete", /says that delete does more than read/],
  ["fails", /wiki fails failed: no such space/],
  ["floods", /longer than 1048576 bytes/],
  ["gone", /has no tool gone/],
  ["unlisted", /no tool wiki unlisted is listed; there are wiki search/],
])("%s is refused or fails with the reason", async (tool, words) => {
  await expect(ask(tool)).rejects.toThrow(words);
});

test("a wrong token and a server that is not there are told without the token", async () => {
  await expect(ask("search", { query: "x" }, "another")).rejects.toThrow(/^wiki could not be asked/);
  const nowhere = createAskTool({ wiki: { url: "http://127.0.0.1:1/mcp", token: TOKEN, tools: ["search"] } });
  const failure = await nowhere({ server: "wiki", tool: "search", values: {} }, new AbortController().signal).catch(
    (error: unknown) => String(error),
  );
  expect(failure).toMatch(/could not be asked/);
  expect(failure).not.toContain(TOKEN);
});

test.each([
  ["no JSON", "wiki", /is not JSON of servers/],
  ["http to elsewhere", '{"wiki":{"url":"http://wiki.example.com","tools":["search"]}}', /no address with https/],
  ["no tools", '{"wiki":{"url":"https://wiki.example.com","tools":[]}}', /wiki tools/],
  ["a token in two lines", '{"wiki":{"url":"https://x.example","token":"a\\nb","tools":["s"]}}', /is no token/],
])("%s in MCP_SERVERS is told at the start", (_name, text, words) => {
  expect(() => readConfig({ MCP_SERVERS: text }, [adapter])).toThrow(words);
});
