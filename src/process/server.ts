import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The one HTTP server: the first mount whose path begins the request's path answers it. */
export async function startServer(
  mounts: readonly (readonly [path: string, listener: Listener])[],
  address: { readonly port: number; readonly host: string },
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const mount = mounts.find(([prefix]) => prefix === "/" || path === prefix || path.startsWith(`${prefix}/`));
    if (mount) mount[1](request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
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
