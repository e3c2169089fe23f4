import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Reader } from "../../src/access/reader.ts";
import type { Chat } from "../../src/chat/chat.ts";
import { createWebChat, type PageMessage, rootOf } from "./channel/chat.ts";
import { readConversations } from "./channel/conversations.ts";
import { createLive, type ElementChange } from "./channel/live.ts";
import { isOwnRequest, SECURITY_HEADERS } from "./guard/guard.ts";
import { isSignedLink, openLinks } from "./guard/links.ts";
import { addLinkedPages } from "./linked-pages.ts";
import type { Login } from "./login/login.ts";
import { errorPage } from "./pages/investigation.ts";
import { renderConversation, renderReply } from "./pages/playground.ts";
import { addPlayground } from "./playground.ts";
import { CHANNEL, type WebHost } from "./port.ts";
import { elementId } from "./render/card.ts";

/** Whoever reads the open page, which has one channel and no login. */
const VISITOR = {
  actor: { id: "web:visitor", name: "a visitor" },
  belonging: "member",
  channel: CHANNEL,
  shared: true,
} as const;

/** The page's script and its modules. */
const SCRIPTS = ["client", "answers", "cards", "connection", "place", "times"] as const;

const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

export interface Web {
  readonly chat: Chat;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  close(): void;
}

/**
 * The web page. Open, or behind a login, it shows the channel and accepts commands; otherwise it shows investigation pages through signed,
 * expiring links only.
 */
export function createWeb(
  host: WebHost,
  options: {
    /** Whether the page is open to whoever reaches it. */
    readonly open: boolean;
    readonly login?: Login | undefined;
    readonly secret: string;
    readonly address: string;
  },
): Web {
  const { open, login, secret, address } = options;
  const live = createLive(look);
  const chat = createWebChat({ board: host.board, now: host.now, onChange: (message) => live.push(toChange(message)) });
  const app = new Hono();

  function toChange(message: PageMessage): ElementChange {
    const id = elementId(message.place, message.key);
    if (message.place === CHANNEL) {
      return { id, parent: "channel", html: String(renderConversation({ root: message, thread: [] }, openLinks)) };
    }
    const root = rootOf(message.place);
    return { id, parent: `t-${elementId(root.place, root.key)}`, html: String(renderReply(message, openLinks)) };
  }

  async function look(back: number): Promise<readonly ElementChange[]> {
    const { shown } = await readConversations(host.board, back);
    return shown.flatMap(({ root, thread }) => [toChange(root), ...thread.map(toChange)]);
  }

  /** Who reads the channel's pages; undefined for whoever has a signed link only. */
  function readerOf(context: Context): Reader | undefined {
    if (!login) return open ? VISITOR : undefined;
    const session = login.signedIn(context);
    return session && { ...VISITOR, actor: { id: session.person.id, name: session.person.name } };
  }

  app.onError((error, context) => {
    // The rest of a path may be a link that signs somebody in.
    host.log.error(
      { path: context.req.path.replace(/^\/enter\/.*/, "/enter"), error: error.message },
      "web request failed",
    );
    return context.html(errorPage("Something failed", "Nothing was changed. Load the page again."), 500);
  });
  app.notFound((context) => context.html(errorPage("Not found", "There is nothing at this address."), 404));
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!(name === "cache-control" && context.res.headers.has(name))) context.res.headers.set(name, value);
    }
    if (login) context.res.headers.set("strict-transport-security", "max-age=31536000");
  });
  app.get("/assets/style.css", (context) =>
    context.body(asset("style.css"), 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get(`/assets/:name{(?:${SCRIPTS.join("|")})\\.js}`, (context) =>
    context.body(asset(context.req.param("name")), 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  login?.addRoutes(app);
  app.use(async (context, next) => {
    const { path } = context.req;
    const query = new URL(context.req.url).searchParams;
    const readable = context.req.method === "GET" && /^\/(investigations|charts|files)\//.test(path);
    if (readable && isSignedLink(path, query, secret, host.now())) return next();
    if (login) return login.guard(context, next);
    if (open) {
      const headers = { host: context.req.header("host"), origin: context.req.header("origin") };
      if (isOwnRequest(headers, address)) return next();
      return context.text("This page answers only to itself, on its own address.", 403);
    }
    return context.html(errorPage("Not found", "There is nothing at this address, or the link has expired."), 404);
  });

  addLinkedPages(app, { host, secret, readerOf });
  if (open || login) addPlayground(app, { host, live, login });

  const listen = getRequestListener(app.fetch);
  return { chat, listener: (request, response) => void listen(request, response), close: () => live.close() };
}
