import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request came with. */
export interface Asked {
  readonly path: string;
  readonly fields: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
}

/** An answer instead of the usual one. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server with the HTTP API of Prometheus on loopback. It computes nothing: every expression is the series `up`, 1 for `a` and 0 for `b`. */
export interface PrometheusCounterpart {
  readonly endpoint: string;
  readonly asked: readonly Asked[];
  /** Answers everything with this from now on; undefined: as usual. */
  refuse(refusal: Refusal | undefined): void;
  close(): Promise<void>;
}

const SERIES = { a: "1", b: "0" };

export async function startPrometheus(): Promise<PrometheusCounterpart> {
  const asked: Asked[] = [];
  let refused: Refusal | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    const body = Buffer.concat(chunks).toString();
    const fields = body === "" ? searchParams : new URLSearchParams(body);
    asked.push({ path: pathname, fields, headers: request.headers });
    if (refused) return void response.writeHead(refused.status, refused.headers).end(refused.body);
    const data = dataOf(pathname, fields);
    response.writeHead(data === undefined ? 400 : 200, { "content-type": "application/json" });
    response.end(
      JSON.stringify(
        data === undefined
          ? { status: "error", errorType: "bad_data", error: 'invalid parameter "query": parse error' }
          : { status: "success", data },
      ),
    );
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

function dataOf(path: string, fields: URLSearchParams): unknown {
  const query = fields.get("query") ?? "";
  const [start, end, step] = ["start", "end", "step"].map((name) => Number(fields.get(name)));
  if (path.endsWith("/api/v1/label/instance/values")) return Object.keys(SERIES);
  if (query === "" || query.includes("rate(up)")) return undefined;
  const labelled = Object.entries(SERIES).map(([instance, value]) => ({
    metric: { __name__: "up", instance },
    value,
  }));
  if (path.endsWith("/api/v1/query")) {
    const result = labelled.map(({ metric, value }) => ({ metric, value: [Number(fields.get("time")), value] }));
    return { resultType: "vector", result };
  }
  if (!path.endsWith("/api/v1/query_range") || !start || !end || !step) return undefined;
  const times = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
  const result = labelled.map(({ metric, value }) => ({ metric, values: times.map((at) => [at, value]) }));
  return { resultType: "matrix", result };
}
