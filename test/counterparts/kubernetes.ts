import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { documentsOf, type Json, type Shop } from "../kubernetes/shop.ts";

/** An API server with the objects of a shop, as Kubernetes' API answers: pages of two objects, and no Secrets. */
export interface ApiServer {
  readonly url: string;
  /** The tokens with which it was asked, in order. */
  readonly tokens: string[];
  /** Paths that were asked. */
  readonly paths: string[];
  /** Plural names of what may not be listed. */
  readonly forbidden: Set<string>;
  stop(): Promise<void>;
}

const PAGE = 2;

/** Starts it on a free port of loopback. */
export async function startApiServer(shop: Shop): Promise<ApiServer> {
  const tokens: string[] = [];
  const paths: string[] = [];
  const forbidden = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    paths.push(url.pathname);
    tokens.push((request.headers.authorization ?? "").replace("Bearer ", ""));
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    const log = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)\/log$/.exec(url.pathname);
    if (log) return answer(200, shop.logs.find(({ pod }) => pod === log[2])?.text ?? "");
    const [, namespace, plural = ""] =
      /^(?:\/api\/v1|\/apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([a-z]+)$/.exec(url.pathname) ?? [];
    if (url.pathname.startsWith("/apis/metrics.k8s.io")) return answer(404, { kind: "Status", message: "not found" });
    if (forbidden.has(plural)) {
      const message = `${plural} is forbidden: User "gumshoe" cannot list resource "${plural}" in API group "" at the cluster scope`;
      return answer(403, { kind: "Status", status: "Failure", message, reason: "Forbidden", code: 403 });
    }
    const all = documentsOf(shop)
      .flatMap(({ items }) => items)
      .filter(
        ({ kind, metadata }: Json) => pluralOf(kind) === plural && (!namespace || metadata.namespace === namespace),
      );
    const begin = Number(url.searchParams.get("continue") ?? 0);
    const items = all.slice(begin, begin + PAGE).map(({ kind: _, ...rest }: Json) => rest);
    const rest = begin + PAGE < all.length ? { continue: String(begin + PAGE) } : {};
    answer(200, { kind: "AnyList", apiVersion: "v1", metadata: { resourceVersion: "1", ...rest }, items });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tokens,
    paths,
    forbidden,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith("s") && lower !== "endpoints") return `${lower}es`;
  return lower.endsWith("y") ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
