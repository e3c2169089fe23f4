import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

/** One answer of a model: its words, a look that it wants, or a broken one. */
export type Line =
  /** `ends`: it breaks off or falls silent after its words. `whole`: in one piece, by an endpoint that does not stream. */
  | { readonly says: string; readonly tokens?: number; readonly ends?: "cut" | "silence"; readonly whole?: true }
  /** Words that depend on what it is asked; the prompt is its last message. */
  | { readonly answers: (prompt: string) => string; readonly tokens?: number }
  | { readonly looks: string; readonly rest: string; readonly tokens?: number }
  | { readonly status: number }
  | { readonly broken: string }
  | { readonly refuses: true }
  | { readonly moved: string }
  | { readonly silent: true };

const request = z.object({ messages: z.array(z.object({ content: z.unknown() })) });

function spoken(line: Line, body: string): Exclude<Line, { answers: unknown }> {
  if (!("answers" in line)) return line;
  const { content } = request.parse(JSON.parse(body)).messages.at(-1) ?? {};
  return { says: line.answers(typeof content === "string" ? content : JSON.stringify(content)) };
}

type Completed = Exclude<
  Line,
  { answers: unknown } | { status: number } | { broken: string } | { moved: string } | { silent: true }
>;

/** OpenAI's chat completions on loopback, by a script: the last line is said again and again. */
export async function scriptedEndpoint(...script: readonly Line[]) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    asked.push(body);
    const line = spoken(script[Math.min(asked.length, script.length) - 1] ?? { says: "" }, body);
    if ("silent" in line) return;
    if ("status" in line) return void response.writeHead(line.status, { "retry-after": "0" }).end("{}");
    if ("moved" in line) return void response.writeHead(307, { location: line.moved }).end();
    const isStream = z.object({ stream: z.boolean().optional() }).parse(JSON.parse(body)).stream === true;
    if (isStream && !("broken" in line || ("whole" in line && line.whole))) return stream(response, line, asked.length);
    response.writeHead(200, { "content-type": "application/json" });
    response.end("broken" in line ? line.broken : JSON.stringify(completion(line, asked.length), null, 2));
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

/** The same completion as server-sent events, its words a line at a time. */
function stream(response: ServerResponse, line: Completed, count: number): void {
  const { choices, usage, ...head }: ReturnType<typeof completion> & { usage?: object } = completion(line, count);
  const [{ message, finish_reason }] = choices;
  const { content, ...call } = message;
  const send = (part: object): void => void response.write(`data: ${JSON.stringify({ ...head, ...part })}\n\n`);
  const choice = (delta: object, reason: string | null): object => ({
    choices: [{ index: 0, delta, finish_reason: reason }],
  });
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of content.match(/[^\n]*\n|[^\n]+$/g) ?? []) send(choice({ content: piece }, null));
  const ends = "ends" in line ? line.ends : undefined;
  if (ends === "silence") return;
  if (ends === "cut") return void response.destroy();
  send(choice("tool_calls" in call ? { tool_calls: call.tool_calls } : {}, finish_reason));
  send({ choices: [], usage });
  response.end("data: [DONE]\n\n");
}

function completion(line: Completed, count: number) {
  const tokens = "tokens" in line && line.tokens !== undefined ? line.tokens : 100;
  const call = "looks" in line && {
    tool_calls: [
      {
        ...{ index: 0, id: `call-${count}`, type: "function" },
        function: { name: line.looks, arguments: JSON.stringify({ rest: line.rest }) },
      },
    ],
  };
  const message = { role: "assistant", content: "says" in line ? line.says : "", ...call };
  const finish = "refuses" in line ? "content_filter" : call ? "tool_calls" : "stop";
  return {
    ...{ id: `c-${count}`, object: "chat.completion", created: 1, model: "scripted" },
    choices: [{ index: 0, message, finish_reason: finish }] as const,
    ...(tokens > 0 && { usage: { prompt_tokens: tokens, completion_tokens: 10, total_tokens: tokens + 10 } }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}
