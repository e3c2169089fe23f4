import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parse } from "node:querystring";
import manifest from "../../../manifests/slack/manifest.json" with { type: "json" };
import { problemsOf } from "./limits.ts";
import { answer, BOT, type Ephemeral, type Office, type OpenedView } from "./methods.ts";
import { createSockets, type Sockets } from "./socket.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

/** What a call may meet instead of an answer. */
export type Failure =
  | { readonly type: "429"; readonly retryAfter: number }
  | { readonly type: "http"; readonly status: number }
  /** 200 with `ok: false`. */
  | { readonly type: "error"; readonly error: string }
  | { readonly type: "hang" }
  /** The connection is cut, after or before what was asked is done. */
  | { readonly type: "cut"; readonly after: boolean };

export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** 1, 2, 3 … */
  readonly number: number;
  readonly at: number;
}

export type Script = (call: Call) => Failure | undefined;

/** Slack's Web API on loopback, with a workspace that a test can look into. */
export interface Slack extends Office {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly calls: Call[];
  /** Every breach of Slack's limits or of a method's arguments. */
  readonly problems: string[];
  readonly workspace: Workspace;
  readonly ephemerals: Ephemeral[];
  readonly views: OpenedView[];
  readonly sockets: Sockets;
  /** What happens to the calls from now on. */
  script(script: Script): void;
  close(): Promise<void>;
}

const botToken = "xoxb-test-token";
const appToken = "xapp-test-token";

export async function startSlack(): Promise<Slack> {
  const calls: Call[] = [];
  const problems: string[] = [];
  const hanging = new Set<ServerResponse>();
  let script: Script = () => undefined;
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const sockets = createSockets(server);
  const office = {
    workspace: createWorkspace(),
    ephemerals: [] as Ephemeral[],
    views: [] as OpenedView[],
    expired: false,
    scopes: new Set(manifest.oauth_config.scopes.bot),
    previews: new Map<string, unknown>(),
    prompts: new Map<string, unknown>(),
    statuses: [] as Office["statuses"][number][],
    fileDelay: 1,
    origin: () => origin,
  };
  const slack: Slack = Object.assign(office, {
    apiUrl: `${origin}/api/`,
    botToken,
    appToken,
    signingSecret: "8f742231b10e8888abcd99yyyzzz85a5",
    calls,
    problems,
    sockets,
    script(next: Script) {
      script = next;
    },
    async close() {
      for (const response of hanging) response.destroy();
      sockets.close();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  });
  return slack;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const [, kind = "", name = ""] = (request.url ?? "").split("/");
    if (kind === "upload") return upload(name, body, response);
    if (kind === "respond") return respond(body, response);
    if (kind !== "api") return void response.writeHead(404).end();
    const args = argumentsOf(request, body);
    const call: Call = { method: name, args, number: calls.length + 1, at: Date.now() };
    calls.push(call);
    const failure = script(call);
    if (failure) return fail(failure, call, response);
    response.setHeader("x-oauth-scopes", [...office.scopes].join());
    json(response, carryOut(request, call));
  }

  function carryOut(request: IncomingMessage, { method, args }: Call): Record<string, unknown> {
    const token = request.headers.authorization?.replace(/^Bearer /, "") ?? args.token;
    if (method === "apps.connections.open") {
      return token === appToken ? { ok: true, url: sockets.url(port) } : { ok: false, error: "invalid_auth" };
    }
    if (token !== botToken) return { ok: false, error: "invalid_auth" };
    const wrong = problemsOf(method, args);
    problems.push(...wrong);
    if (wrong.length > 0) {
      const error = wrong.some((one) => one.includes("msg_blocks_too_long")) ? "msg_blocks_too_long" : "invalid_blocks";
      return { ok: false, error };
    }
    return answer(slack, method, args);
  }

  function fail(failure: Failure, call: Call, response: ServerResponse): void {
    switch (failure.type) {
      case "429":
        response.writeHead(429, { "retry-after": String(failure.retryAfter) }).end();
        return;
      case "http":
        response.writeHead(failure.status).end("trouble");
        return;
      case "error":
        json(response, { ok: false, error: failure.error });
        return;
      case "hang":
        hanging.add(response);
        return;
      case "cut":
        if (failure.after) answer(slack, call.method, call.args);
        response.destroy();
        return;
      default:
        failure satisfies never;
    }
  }

  function upload(id: string, body: Buffer, response: ServerResponse): void {
    const file = slack.workspace.files.get(id);
    if (file) file.bytes = body;
    response.writeHead(file ? 200 : 404).end(file ? `OK - ${body.length}` : "no such file");
  }

  /** What is posted to a response_url is shown to the one who pressed. */
  function respond(body: Buffer, response: ServerResponse): void {
    const {
      text = "",
      blocks = [],
      replace_original: replaces = false,
    } = JSON.parse(body.toString()) as {
      text?: string;
      replace_original?: boolean;
      blocks?: Record<string, unknown>[];
    };
    slack.ephemerals.push({ channel: "", user: "", text, blocks, replaces });
    response.writeHead(200).end("ok");
  }
}

export { BOT };

function json(response: ServerResponse, body: Record<string, unknown>): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Form-encoded with JSON in it, as Slack's own client sends, or JSON as a whole. */
function argumentsOf(request: IncomingMessage, body: Buffer): Readonly<Record<string, unknown>> {
  if (request.headers["content-type"]?.startsWith("application/json")) return JSON.parse(body.toString() || "{}");
  const given = Object.entries(parse(body.toString())).map(([name, value]) => [name, decoded(String(value))] as const);
  return Object.fromEntries(given);
}

function decoded(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
