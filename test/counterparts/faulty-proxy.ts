import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of a call: it is throttled or fails before it is done, or its answer is lost before or after. */
const FAULTS = ["throttled", "failed", "cut before", "cut after", "failed after"] as const;
type Fault = (typeof FAULTS)[number];

/** A proxy before a DynamoDB on loopback. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** One call in so many goes wrong, the kinds in turn; 0: none does. */
  every: number;
  readonly faults: Readonly<Record<Fault, number>>;
  close(): Promise<void>;
}

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const faults: Record<Fault, number> = { throttled: 0, failed: 0, "cut before": 0, "cut after": 0, "failed after": 0 };
  let calls = 0;
  let next = 0;
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const fault = proxy.every > 0 && ++calls % proxy.every === 0 ? FAULTS[next++ % FAULTS.length] : undefined;
    if (fault) faults[fault] += 1;
    if (fault === "throttled") return refuse(outgoing, 400, "ProvisionedThroughputExceededException");
    if (fault === "failed") return refuse(outgoing, 500, "InternalServerError");
    if (fault === "cut before") return void outgoing.destroy();
    const answer = await forward(incoming, Buffer.concat(chunks));
    if (fault === "cut after") return void outgoing.destroy();
    if (fault === "failed after") return refuse(outgoing, 500, "InternalServerError");
    outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  }

  async function forward({ method, url, headers }: IncomingMessage, body: Buffer) {
    const sent = request(new URL(url ?? "/", target), { method, headers });
    sent.end(body);
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) };
  }

  const proxy: FaultyProxy = {
    endpoint: `http://127.0.0.1:${port}`,
    every: 0,
    faults,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  return proxy;
}

function refuse(outgoing: ServerResponse, status: number, name: string): void {
  outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  outgoing.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name }));
}
