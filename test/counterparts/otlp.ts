import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

const sent = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              links: z.array(z.object({ traceId: z.string() })).default([]),
              status: z.object({ code: z.number().optional(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type ReceivedSpan = z.infer<typeof sent>["resourceSpans"][number]["scopeSpans"][number]["spans"][number];

/** A collector on loopback that takes OTLP in JSON. */
export interface Collector {
  readonly endpoint: string;
  readonly spans: () => readonly ReceivedSpan[];
  /** Everything that was sent, as it was sent. */
  readonly bodies: readonly string[];
  readonly headers: readonly Readonly<Record<string, unknown>>[];
  /** Answers nothing, but keeps the connection. */
  hangs: boolean;
  stop(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const headers: Readonly<Record<string, unknown>>[] = [];
  const server = createServer(async (request, response) => {
    if (collector.hangs) return;
    if (request.url !== "/v1/traces") {
      response.writeHead(404).end();
      return;
    }
    headers.push(request.headers);
    bodies.push(await text(request));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const collector: Collector = {
    endpoint: `http://127.0.0.1:${port}`,
    spans: () =>
      bodies.flatMap((body) =>
        sent
          .parse(JSON.parse(body))
          .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    bodies,
    headers,
    hangs: false,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return collector;
}
