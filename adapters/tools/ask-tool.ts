import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { z } from "zod";
import { messageOf, NotSeen } from "../../src/errors.ts";
import type { AskTool, ToolRequest } from "../../src/record/ask-tool.ts";
import type { ToolServer } from "./settings.ts";

/** The longest time of a question with all of its calls. */
const PATIENCE_MS = 20_000;
/** The most that a server sends in one answer. */
const LARGEST_ANSWER = 1024 * 1024;

/** Asks the tools that are listed, over MCP's streamable HTTP. A connection lasts for one question. */
export function createAskTool(servers: Readonly<Record<string, ToolServer>>): AskTool {
  return async (request, outer) => {
    const server = listed(servers, request);
    const late = AbortSignal.timeout(PATIENCE_MS);
    const tooLong = new AbortController();
    const signal = AbortSignal.any([outer, late, tooLong.signal]);
    const client = new Client({ name: "gumshoe", version: "0.1.0" });
    try {
      await client.connect(
        transportTo(server, signal, () => tooLong.abort()),
        { signal },
      );
      const { tools } = await client.listTools({}, { signal });
      const found = tools.find((each) => each.name === request.tool);
      if (!found) {
        throw new NotSeen(`${request.server} has no tool ${request.tool}`, { remedy: "correct MCP_SERVERS" });
      }
      if (found.annotations?.readOnlyHint === false || found.annotations?.destructiveHint === true) {
        throw new NotSeen(`${request.server} says that ${request.tool} does more than read`, {
          remedy: "list tools in MCP_SERVERS that only read",
        });
      }
      const given = argumentsOf(request.values, found.inputSchema);
      const { content, isError } = await client.callTool({ name: request.tool, arguments: given }, { signal });
      const text = content.flatMap((part) => (part.type === "text" ? part.text : `[${part.type} left out]`)).join("\n");
      if (isError === true) throw new NotSeen(`${request.server} ${request.tool} failed: ${text.slice(0, 200)}`);
      return text;
    } catch (error) {
      outer.throwIfAborted();
      if (error instanceof NotSeen) throw error;
      const why = tooLong.signal.aborted
        ? `its answer is longer than ${LARGEST_ANSWER} bytes`
        : late.aborted
          ? `it did not answer within ${PATIENCE_MS / 1_000} s`
          : messageOf(error).slice(0, 200);
      throw new NotSeen(`${request.server} could not be asked: ${why}`, { remedy: "check its entry of MCP_SERVERS" });
    } finally {
      await client.close().catch(() => undefined);
    }
  };
}

/** The server of a request, if the operator listed it with this tool. */
function listed(servers: Readonly<Record<string, ToolServer>>, { server, tool }: ToolRequest): ToolServer {
  const found = Object.hasOwn(servers, server) ? servers[server] : undefined;
  if (found?.tools.includes(tool)) return found;
  const names = Object.entries(servers).flatMap(([name, { tools }]) => tools.map((each) => `${name} ${each}`));
  throw new NotSeen(`no tool ${server} ${tool} is listed; there are ${names.slice(0, 20).join(", ")}`);
}

function transportTo(
  { url, token }: ToolServer,
  signal: AbortSignal,
  onTooLong: () => void,
): StreamableHTTPClientTransport {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers, redirect: "error" },
    fetch: async (address, init) => {
      const stop = init?.signal ? AbortSignal.any([init.signal, signal]) : signal;
      return bounded(await fetch(address, { ...init, redirect: "error", signal: stop }), onTooLong);
    },
  });
}

/** A response whose body ends, and is told, when it is longer than {@link LARGEST_ANSWER}. */
function bounded(response: Response, onTooLong: () => void): Response {
  if (!response.body) return response;
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes <= LARGEST_ANSWER) {
        controller.enqueue(chunk);
        return;
      }
      onTooLong();
      controller.terminate();
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
}

const schema = z.object({
  properties: z.record(z.string(), z.object({ type: z.unknown() }).catch({ type: "string" })).catch({}),
});

/** The typed values in the types that the tool's schema gives them; texts otherwise. */
function argumentsOf(values: ToolRequest["values"], input: unknown): Record<string, string | number | boolean> {
  const { properties } = schema.catch({ properties: {} }).parse(input);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const type = Object.hasOwn(properties, key) ? properties[key]?.type : "string";
      const isNumber =
        (type === "number" || type === "integer") && value.trim() !== "" && Number.isFinite(Number(value));
      if (isNumber) return [key, Number(value)];
      return [key, type === "boolean" && /^(?:true|false)$/.test(value) ? value === "true" : value];
    }),
  );
}
