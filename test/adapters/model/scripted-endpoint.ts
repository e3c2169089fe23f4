import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One answer of a model: its words, a look that it wants, or a broken one. */
export type Line =
  | { readonly says: string; readonly tokens?: number }
  | { readonly looks: string; readonly rest: string; readonly tokens?: number }
  | { readonly status: number }
  | { readonly broken: string }
  | { readonly refuses: true }
  | { readonly silent: true };

/** OpenAI's chat completions on loopback, by a script: the last line is said again and again. */
export async function scriptedEndpoint(...script: readonly Line[]) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(await bodyOf(request));
    const line = script[Math.min(asked.length, script.length) - 1] ?? { says: "" };
    if ("silent" in line) return;
    if ("status" in line) return void response.writeHead(line.status, { "retry-after": "0" }).end("{}");
    response.writeHead(200, { "content-type": "application/json" });
    response.end("broken" in line ? line.broken : JSON.stringify(completion(line, asked.length)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    /** The bodies of all requests. */
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function completion(line: Exclude<Line, { status: number } | { broken: string } | { silent: true }>, count: number) {
  const tokens = "tokens" in line && line.tokens !== undefined ? line.tokens : 100;
  const call = "looks" in line && {
    tool_calls: [
      {
        ...{ id: `call-${count}`, type: "function" },
        function: { name: line.looks, arguments: JSON.stringify({ rest: line.rest }) },
      },
    ],
  };
  const message = { role: "assistant", content: "says" in line ? line.says : "", ...call };
  const finish = "refuses" in line ? "content_filter" : call ? "tool_calls" : "stop";
  return {
    ...{ id: `c-${count}`, object: "chat.completion", created: 1, model: "scripted" },
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: { prompt_tokens: tokens, completion_tokens: 10, total_tokens: tokens + 10 },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
