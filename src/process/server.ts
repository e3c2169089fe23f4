import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A handler of requests whose path begins with `path`. */
export interface Mount {
  readonly path: string;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A request has to be there within this time, headers and body: senders send theirs in one go. */
const ARRIVES_WITHIN_MS = 10_000;
/** Connections at the same time; further ones are closed at once. */
const MOST_CONNECTIONS = 2_000;

/**
 * Starts the HTTP server. The mount with the longest matching path handles a request. One that is not there within `arrivesWithinMs` is
 * answered with 408, and its connection closed.
 */
export async function startServer(
  mounts: readonly Mount[],
  address: { readonly port: number; readonly host: string; readonly arrivesWithinMs?: number },
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sorted = mounts.toSorted((one, other) => other.path.length - one.path.length);
  const patience = address.arrivesWithinMs ?? ARRIVES_WITHIN_MS;
  const times = { headersTimeout: patience, requestTimeout: patience, connectionsCheckingInterval: patience / 10 };
  const server: Server = createServer(times, (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const mount = sorted.find((each) => each.path === "/" || path === each.path || path.startsWith(`${each.path}/`));
    if (mount) mount.listener(request, response);
    else response.writeHead(404).end();
  });
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(withRemedy(error, address)));
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  return {
    port: bound !== null && typeof bound === "object" ? bound.port : address.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      }),
  };
}

/** Says which setting helps where the address cannot be used. */
function withRemedy(error: Error, { port, host }: { readonly port: number; readonly host: string }): Error {
  const code = "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return new Error(
        `port ${port} of ${host} is taken. Stop what uses it, or set PORT to another, such as ${port + 1}.`,
      );
    case "EACCES":
      return new Error(`this user may not listen on port ${port}. Set PORT to one above 1023.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new Error(`${host} is no address of this machine. Set HOST to one that is, such as 127.0.0.1.`);
    default:
      return error;
  }
}
