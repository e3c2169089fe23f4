import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly path: string;
  readonly body: unknown;
  readonly headers: IncomingMessage["headers"];
}

/** The SQL plug-in of OpenSearch on loopback. It knows three log lines; a query that says `counts` gets their counts by span. */
export interface OpenSearchCounterpart {
  readonly endpoint: string;
  readonly asked: readonly Asked[];
  /** Answers everything with this from now on; undefined: as usual. */
  refuse(refusal: { readonly status: number; readonly body: string } | undefined): void;
  close(): Promise<void>;
}

const LINES = {
  schema: [
    { name: "@timestamp", type: "timestamp" },
    { name: "body", type: "string" },
    { name: "attributes", type: "struct" },
    { name: "n", alias: "count", type: "integer" },
  ],
  datarows: [
    ["2026-11-23 12:00:00", "timeout", { pod: "a" }, 1],
    ["2026-11-23 12:00:01", "login with password=hunter2hunter2", null, 2],
    ["2026-11-23 12:00:02", "done", { pod: "b" }, 3],
  ],
  total: 3,
  size: 3,
};
const COUNTS = {
  schema: [
    { name: "count()", type: "int" },
    { name: "span(`@timestamp`,5m)", type: "timestamp" },
  ],
  datarows: [
    [7, "2026-11-23 12:00:00"],
    [9, "2026-11-23 12:05:00"],
    [4, "2026-11-23 12:15:00"],
  ],
  total: 3,
  size: 3,
};
const WRONG = {
  error: { reason: "Invalid Query", details: "no such index [nothing]", type: "IndexNotFoundException" },
  status: 404,
};

export async function startOpenSearch(): Promise<OpenSearchCounterpart> {
  const asked: Asked[] = [];
  let refused: { readonly status: number; readonly body: string } | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString();
    asked.push({ path: request.url ?? "", body: JSON.parse(text), headers: request.headers });
    const { status, body } = refused ?? answerOf(request.url ?? "", text);
    response.writeHead(status, { "content-type": "application/json" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    refuse(refusal) {
      refused = refusal;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function answerOf(path: string, text: string): { readonly status: number; readonly body: string } {
  if (!/\/_plugins\/_(?:ppl|sql)$/.test(path)) return { status: 404, body: '{"error":"no handler","status":404}' };
  if (text.includes("nothing")) return { status: 404, body: JSON.stringify(WRONG) };
  return { status: 200, body: JSON.stringify(text.includes("counts") ? COUNTS : LINES) };
}
