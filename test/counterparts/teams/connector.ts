import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { createKeys, type Keys } from "./keys.ts";

/** A message that stands in a conversation. */
export interface TeamsMessage {
  readonly id: string;
  /** The channel or chat. */
  readonly conversation: string;
  /** The root that it hangs under. */
  readonly thread?: string;
  readonly from: "bot" | string;
  summary: string;
  card: Record<string, unknown> | undefined;
  text: string;
  /** The message is nothing but this file: a question whether it may be uploaded, or the uploaded one. */
  readonly file?: TeamsFile;
  edits: number;
}

/** What a call may meet instead of an answer. */
export type Failure =
  | {
      readonly type: "status";
      readonly status: number;
      readonly retryAfter?: number;
      readonly code?: string;
      readonly message?: string;
    }
  /** The connection is cut, after or before what was asked is done. */
  | { readonly type: "cut"; readonly after: boolean };

export interface Call {
  readonly method: string;
  readonly conversation: string;
  /** 1, 2, 3 … */
  readonly number: number;
  readonly at: number;
}

/** The Bot Framework on loopback: a connector with conversations in it, and the keys that its tokens are signed with. */
export interface TeamsCounterpart {
  readonly serviceUrl: string;
  readonly keys: Keys;
  readonly calls: Call[];
  /** What Teams would refuse about what was sent. */
  readonly problems: string[];
  readonly messages: TeamsMessage[];
  /** Who is in a team, Teams' own ids by the team's. */
  readonly rosters: Map<string, readonly string[]>;
  /** What else a roster says of a person, by Teams' own id. */
  readonly people: Map<string, { readonly userRole?: string; readonly tenantId?: string }>;
  /** The conversations in which the bot showed that it writes. */
  readonly typing: string[];
  /** What was uploaded, by path, and where a path begins; an upload to `/full` fails. */
  readonly drive: ReadonlyMap<string, Buffer>;
  readonly driveUrl: string;
  /** Ids of what people said: it can be replied to. */
  readonly said: Set<string>;
  /** Roots of a channel, or what hangs under one, the oldest first. */
  shown(conversation: string, thread?: string): readonly TeamsMessage[];
  script(next: (call: Call) => Failure | undefined): void;
  close(): Promise<void>;
}

export const CHANNEL = "19:general@thread.tacv2";
const LARGEST = 28 * 1024;
const USUAL_CODE: Readonly<Record<number, string>> = {
  403: "BotNotInConversationRoster",
  412: "PreconditionFailed",
  429: "Throttled",
};

/** https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content */
const aiEntity = z.strictObject({
  type: z.literal("https://schema.org/Message"),
  "@type": z.literal("Message"),
  "@context": z.literal("https://schema.org"),
  additionalType: z.tuple([z.literal("AIGeneratedContent")]),
  citation: z
    .array(
      z.strictObject({
        "@type": z.literal("Claim"),
        position: z.int().positive(),
        appearance: z.strictObject({
          "@type": z.literal("DigitalDocument"),
          name: z.string().min(1).max(80),
          abstract: z.string().max(160),
        }),
      }),
    )
    .max(20),
});

const typed = z.object({ type: z.literal("typing") });
const activity = z.object({
  type: z.literal("message"),
  summary: z.string().min(1),
  text: z.string().optional(),
  entities: z.tuple([aiEntity]).optional(),
  conversation: z.object({ id: z.string() }).optional(),
  attachments: z
    .array(
      z.object({
        contentType: z.literal("application/vnd.microsoft.card.adaptive"),
        content: z.looseObject({
          type: z.literal("AdaptiveCard"),
          version: z.literal("1.5"),
          fallbackText: z.string().min(1),
        }),
      }),
    )
    .min(1),
});

/** https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/bots-filesv4 */
const context = z.record(z.string(), z.unknown());
const file = z.discriminatedUnion("contentType", [
  z.strictObject({
    contentType: z.literal("application/vnd.microsoft.teams.card.file.consent"),
    name: z.string().min(1),
    content: z.strictObject({
      description: z.string().min(1),
      sizeInBytes: z.int().positive(),
      acceptContext: context,
      declineContext: context,
    }),
  }),
  z.strictObject({
    contentType: z.literal("application/vnd.microsoft.teams.card.file.info"),
    name: z.string().min(1),
    contentUrl: z.url(),
    content: z.strictObject({ uniqueId: z.string().min(1), fileType: z.string().min(1) }),
  }),
]);
export type TeamsFile = z.infer<typeof file>;
const fileMessage = z.object({ type: z.literal("message"), summary: z.string().min(1), attachments: z.tuple([file]) });

export async function startTeams(): Promise<TeamsCounterpart> {
  const keys = createKeys();
  const messages: TeamsMessage[] = [];
  const said = new Set<string>();
  const rosters = new Map<string, readonly string[]>();
  const people = new Map<string, { readonly userRole?: string; readonly tenantId?: string }>();
  const calls: Call[] = [];
  const problems: string[] = [];
  const typing: string[] = [];
  const drive = new Map<string, Buffer>();
  let script: (call: Call) => Failure | undefined = () => undefined;
  let last = Date.now();
  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const serviceUrl = `http://127.0.0.1:${port}/teams/`;
  keys.publishAt(`http://127.0.0.1:${port}`);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const path = request.url ?? "";
    if (path.startsWith("/drive/")) return json(response, ...upload(path, request, body));
    const published = keys.answer(path);
    if (published !== undefined) return json(response, 200, published);
    const [, encoded = "", members, id] =
      /^\/teams\/v3\/conversations\/([^/]+)\/(?:(pagedmembers\?.*)|activities(?:\/([^/]+))?)$/.exec(path) ?? [];
    if (encoded === "") return json(response, 404, { error: { code: "NotFound" } });
    const conversation = decodeURIComponent(encoded);
    const call: Call = { method: request.method ?? "", conversation, number: calls.length + 1, at: Date.now() };
    calls.push(call);
    const act = (): [number, unknown] =>
      members === undefined
        ? carryOut(conversation, id && decodeURIComponent(id), body)
        : roster(conversation, new URL(path, serviceUrl).searchParams);
    const failure = script(call);
    if (failure?.type === "status") {
      if (failure.retryAfter !== undefined) response.setHeader("retry-after", String(failure.retryAfter));
      const code = failure.code ?? USUAL_CODE[failure.status] ?? "ServiceError";
      return json(response, failure.status, { error: { code, message: failure.message ?? "Unknown" } });
    }
    if (failure?.type === "cut") {
      if (failure.after) act();
      response.destroy();
      return;
    }
    json(response, ...act());
  }

  /** An upload session of OneDrive: a file in one piece. */
  function upload(path: string, { method, headers }: IncomingMessage, body: Buffer): [number, unknown] {
    const range = `bytes 0-${body.length - 1}/${body.length}`;
    if (method !== "PUT" || headers["content-range"] !== range || headers.authorization !== undefined) {
      problems.push(`an upload that OneDrive refuses: ${method} ${headers["content-range"]}`);
      return [400, {}];
    }
    if (path === "/drive/full") return [507, { error: { code: "quotaLimitReached" } }];
    drive.set(path, body);
    return [201, { id: "file" }];
  }

  function carryOut(id: string, edited: string | undefined, body: Buffer): [number, unknown] {
    if (body.length > LARGEST) {
      problems.push(`a message of ${body.length} bytes`);
      return [413, { error: { code: "MessageSizeTooBig" } }];
    }
    const sent: unknown = JSON.parse(body.toString());
    if (typed.safeParse(sent).success) {
      typing.push(id);
      return [201, {}];
    }
    const [conversation = id, thread] = id.split(";messageid=");
    const sentFile = fileMessage.safeParse(sent).data;
    if (sentFile) {
      if (conversation.startsWith("19:")) problems.push("a file outside of a personal chat");
      const { summary, attachments } = sentFile;
      return [
        201,
        { id: put({ conversation, from: "bot", summary, card: undefined, text: "", file: attachments[0] }) },
      ];
    }
    const parsed = activity.safeParse(sent);
    if (!parsed.success) {
      problems.push(parsed.error.message);
      return [400, { error: { code: "BadArgument" } }];
    }
    const shown = {
      summary: parsed.data.summary,
      text: parsed.data.text ?? "",
      card: parsed.data.attachments[0]?.content,
    };
    if (edited !== undefined) {
      const message = messages.find((one) => one.conversation === conversation && one.id === edited);
      if (!message) return [404, { error: { code: "ActivityNotFoundInConversation" } }];
      Object.assign(message, shown, { edits: message.edits + 1 });
      return [200, { id: edited }];
    }
    const roots = thread === undefined || said.has(thread) || messages.some((one) => one.id === thread);
    if (!roots) return [404, { error: { code: "NotFound" } }];
    return [201, { id: put({ conversation, from: "bot", ...shown, ...(thread !== undefined && { thread }) }) }];
  }

  /** So many people a page as are asked for, within Teams' bounds. */
  function roster(team: string, query: URLSearchParams): [number, unknown] {
    const ids = rosters.get(team);
    if (!ids) return [403, { error: { code: "BotNotInConversationRoster" } }];
    const start = Number(query.get("continuationToken") ?? 0);
    const end = start + Math.min(Math.max(Number(query.get("pageSize") ?? 200), 50), 500);
    const members = ids
      .slice(start, end)
      .map((id) => ({ id, objectId: `aad-${id}`, userRole: "user", ...people.get(id) }));
    return [200, { members, ...(end < ids.length && { continuationToken: String(end) }) }];
  }

  function put(message: Omit<TeamsMessage, "id" | "edits">): string {
    last = Math.max(last + 1, Date.now());
    messages.push({ ...message, id: String(last), edits: 0 });
    return String(last);
  }

  return {
    serviceUrl,
    keys,
    calls,
    problems,
    messages,
    rosters,
    people,
    typing,
    drive,
    driveUrl: `http://127.0.0.1:${port}/drive`,
    said,
    shown: (conversation, thread) =>
      messages.filter((one) => one.conversation === conversation && one.thread === thread),
    script(next) {
      script = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
