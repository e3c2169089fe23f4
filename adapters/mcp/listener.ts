import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { messageOf } from "../../src/errors.ts";
import type { AssistantHost } from "../../src/process/assistant.ts";
import { readBody } from "../../src/process/request-body.ts";
import { type Caller, createCallers } from "./caller.ts";
import type { Grant } from "./settings.ts";
import { type AssistantTool, TOOLS } from "./tools.ts";

const LARGEST_BODY = 64 * 1024;
/** The longest answer of a tool, characters. */
const LONGEST_ANSWER = 20_000;
/** Requests that are answered at the same time; more are refused. */
const AT_ONCE = 16;

/**
 * Answers MCP's streamable HTTP at one path. A request needs the token of a person; the tools of that request speak for that person. It keeps
 * no sessions. https://modelcontextprotocol.io/specification
 */
export function createMcpListener(host: AssistantHost, grants: Readonly<Record<string, Grant>>) {
  const callerOf = createCallers(grants, host.homeOf);
  let running = 0;

  async function answer(request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> {
    const body = await readBody(request, LARGEST_BODY);
    if (!body) {
      refuse(response, 413, `the body is larger than ${LARGEST_BODY} bytes`);
      return;
    }
    const handler = createMcpHandler(() => serverFor(host, caller));
    try {
      const answered = await handler.fetch(webRequest(request, body));
      response.writeHead(answered.status, Object.fromEntries(answered.headers));
      if (answered.body) await pipeline(Readable.fromWeb(answered.body), response);
      else response.end();
    } finally {
      await handler.close();
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const caller = callerOf(request.headers.authorization);
    // A page in a browser sends an Origin; no assistant does.
    if (request.headers.origin !== undefined) {
      refuse(response, 403, "browsers are not served");
      return;
    }
    if (!caller) {
      refuse(response, 401, "the token of MCP_TOKENS is missing or wrong: Authorization: Bearer …");
      return;
    }
    if (running >= AT_ONCE) {
      refuse(response, 503, `${AT_ONCE} requests are being answered; send it again`);
      return;
    }
    running += 1;
    answer(request, response, caller)
      .catch((error: unknown) => {
        host.log.error({ error: messageOf(error) }, "an MCP request failed");
        if (response.headersSent) response.end();
        else refuse(response, 500, "it failed; the log says why");
      })
      .finally(() => {
        running -= 1;
      });
  };
}

/** The request as the MCP library reads it. Only what MCP needs goes on; the token does not. */
function webRequest({ method = "GET", headers }: IncomingMessage, body: Buffer): Request {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    PASSED.test(name) && typeof value === "string" ? [[name, value]] : [],
  );
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request("http://gumshoe/mcp", {
    method,
    headers: Object.fromEntries(kept),
    ...(hasBody && { body: new Uint8Array(body) }),
  });
}

const PASSED = /^(?:accept|content-type|mcp-[\w-]+|last-event-id)$/;

function refuse(response: ServerResponse, status: number, line: string): void {
  const headers = { "content-type": "application/json", ...(status === 401 && { "www-authenticate": "Bearer" }) };
  response.writeHead(status, headers).end(JSON.stringify({ error: line }));
}

function serverFor(host: AssistantHost, caller: Caller): McpServer {
  const server = new McpServer({ name: "gumshoe", version: "0.1.0" });
  for (const each of TOOLS) {
    if (each.acts && !caller.mayAct) continue;
    const annotations = { readOnlyHint: !each.acts, destructiveHint: false, openWorldHint: false };
    const { name, description, input: inputSchema } = each;
    server.registerTool(name, { description, inputSchema, annotations }, async (given) =>
      result(host, caller, each, given),
    );
  }
  return server;
}

async function result(host: AssistantHost, caller: Caller, tool: AssistantTool, given: unknown) {
  const started = performance.now();
  try {
    const text = await tool.run(host, caller, given);
    const cut = text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}\n… cut` : text;
    return { content: [{ type: "text" as const, text: cut }] };
  } catch (error) {
    host.log.error({ tool: tool.name, error: messageOf(error) }, "an MCP tool failed");
    return { isError: true, content: [{ type: "text" as const, text: "It failed; Gumshoe's log says why." }] };
  } finally {
    const ms = Math.round(performance.now() - started);
    host.log.info({ tool: tool.name, actor: caller.reader.actor.id, ms }, "mcp");
  }
}
