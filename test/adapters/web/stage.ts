import { createServer } from "node:http";
import { signLink } from "../../../adapters/web/guard/links.ts";
import type { WebHost } from "../../../adapters/web/port.ts";
import { createWeb, type Web } from "../../../adapters/web/web.ts";
import type { Card } from "../../../src/card/card.ts";
import type { Inbound, Received } from "../../../src/conversation/inbound.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { createClock } from "../../clock.ts";

/** The page on a real port, with a stand-in for the house behind it. */
export interface Stage extends AsyncDisposable {
  readonly web: Web;
  readonly url: string;
  readonly host: WebHost;
  readonly inbounds: Inbound[];
  readonly raised: string[];
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly post: (path: string, form: Record<string, string>, headers?: Record<string, string>) => Promise<Response>;
  /** A path as somebody with a link has it, signed for `seconds` from now. */
  readonly signed: (path: string, seconds?: number) => string;
}

const SECRET = "a secret of the test's own";

export const card = (title: string, more: Partial<Card> = {}): Card => ({
  title,
  tone: "alarm",
  blocks: [],
  push: title,
  ...more,
});

/** Starts the page. `shared` is the host of another stage: two replicas on the same data, or one that starts again on its port. */
export async function startStage(
  options: {
    readonly playground?: boolean;
    readonly answer?: Received;
    readonly shared?: WebHost;
    readonly port?: number;
  } = {},
): Promise<Stage> {
  const { now } = createClock();
  const inbounds: Inbound[] = [];
  const raised: string[] = [];
  const summary = card("ALARM checkout-5xx", {
    blocks: [{ type: "actions", actions: [{ label: "Ack", command: "G-1042 ack" }] }],
  });
  const entries = [
    {
      at: "2026-05-01T02:58:00.000Z",
      by: "Ana <b>",
      about: "people" as const,
      card: card("NOTE <script>alert(1)</script>"),
    },
  ];
  const stores = createMemoryStores({ now });
  const host: WebHost = options.shared ?? {
    ...stores,
    names: stores.directory,
    async receive(inbound) {
      inbounds.push(inbound);
      return options.answer ?? { type: "ignored" };
    },
    incidents: [{ id: "slow-shop", title: "Slow shop", summary: "The shop <is> slow." }],
    async raise(incident) {
      raised.push(incident);
    },
    complete: () => ["help", "status"],
    refusesReading: () => undefined,
    health: () => ["SNS since the start: nothing arrived"],
    page: async (number) =>
      number === 1042
        ? { feed: { number: "G-1042", title: "checkout-5xx", status: "open", entries }, summary }
        : undefined,
    now,
    log: silentLog,
  };
  const web = createWeb(host, { open: options.playground ?? true, secret: SECRET, address: "127.0.0.1" });
  const server = createServer(web.listener);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  return {
    web,
    url,
    host,
    inbounds,
    raised,
    get: (path, headers = {}) => fetch(url + path, { headers, redirect: "manual" }),
    post: (path, form, headers = {}) =>
      fetch(url + path, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" }),
    signed: (path, seconds = 60) => signLink(path, Math.floor(now().getTime() / 1000) + seconds, SECRET),
    async [Symbol.asyncDispose]() {
      web.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
