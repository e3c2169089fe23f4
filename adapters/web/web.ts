import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Reader } from "../../src/access/reader.ts";
import { toFile } from "../../src/card/file.ts";
import type { Chat } from "../../src/chat/chat.ts";
import { knownZone } from "../../src/command/time/zone.ts";
import { createWebChat, type PageMessage, readMessages, rootOf, threadOf } from "./channel/chat.ts";
import { createLive, type ElementChange } from "./channel/live.ts";
import { isOwnRequest, SECURITY_HEADERS } from "./guard/guard.ts";
import { isSignedLink, openLinks, signedLinks } from "./guard/links.ts";
import type { Login } from "./login/login.ts";
import { errorPage, investigationPage } from "./pages/investigation.ts";
import { renderConversation, renderReply } from "./pages/playground.ts";
import { addPlayground, type Conversations } from "./playground.ts";
import { CHANNEL, type WebHost } from "./port.ts";
import { elementId } from "./render/card.ts";
import { createCharts } from "./render/charts.ts";

/** Investigations and notices per page; earlier ones have pages of their own, `/?earlier=1`. */
const CONVERSATIONS = 30;
/** Questions between them, so that they push no alarm off the page. */
const QUESTIONS = 100;
/** The most pages back, because everything up to the last one is read from the store. */
const PAGES = 50;

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
  const charts = createCharts(host.archive);
  const app = new Hono();

  function toChange(message: PageMessage): ElementChange {
    const id = elementId(message.place, message.key);
    if (message.place === CHANNEL) {
      return { id, parent: "channel", html: String(renderConversation({ root: message, thread: [] }, openLinks)) };
    }
    const root = rootOf(message.place);
    return { id, parent: `t-${elementId(root.place, root.key)}`, html: String(renderReply(message, openLinks)) };
  }

  /** The conversations of a page, `back` pages before the newest, and whether there are earlier ones. */
  async function conversations(wanted: number): Promise<Conversations> {
    const back = Math.min(wanted, PAGES - 1);
    const all = await readMessages(host.board, CHANNEL, (back + 1) * (CONVERSATIONS + QUESTIONS) + 1);
    const pages = pagesOf(all);
    const roots = pages[back] ?? [];
    const shown = await Promise.all(
      roots.map(async (root) => ({ root, thread: await readMessages(host.board, threadOf(root.place, root.key)) })),
    );
    return { back, shown, earlier: pages.length > back + 1 && back + 1 < PAGES };
  }

  async function look(back: number): Promise<readonly ElementChange[]> {
    return (await conversations(back)).shown.flatMap(({ root, thread }) => [toChange(root), ...thread.map(toChange)]);
  }

  /** Who reads the channel's pages; undefined for whoever has a signed link only. */
  function readerOf(context: Context): Reader | undefined {
    if (!login) return open ? VISITOR : undefined;
    const session = login.signedIn(context);
    return session && { ...VISITOR, actor: { id: session.person.id, name: session.person.name } };
  }

  app.onError((error, context) => {
    host.log.error({ path: context.req.path, error: error.message }, "web request failed");
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

  app.get("/investigations/:number{G-\\d+}", async (context) => {
    const number = context.req.param("number");
    const signed = isSignedLink(context.req.path, new URL(context.req.url).searchParams, secret, host.now());
    const reader = readerOf(context);
    const asked = signed ? "signed link" : reader;
    const found = asked && (await host.page(Number(number.slice(2)), asked));
    if (!found) return context.html(errorPage("Not found", `${number} is not known here.`), 404);
    const links = reader ? openLinks : signedLinks(Number(context.req.query("expires")), secret);
    return context.html(investigationPage(found, links, { interactive: reader !== undefined }));
  });

  app.get("/charts/:file{[0-9a-f]{64}\\.(svg|png)}", async (context) => {
    const [id = "", format] = context.req.param("file").split(".");
    const zone = knownZone(context.req.query("zone"));
    const theme = context.req.query("theme") === "dark" ? "dark" : "light";
    const size = context.req.query("size") === "phone" ? "phone" : "wide";
    const picture = await charts.draw({ id, format: format === "png" ? "png" : "svg", zone, theme, size });
    if (!picture) return context.text("There is no such chart.", 404);
    return context.body(picture.body, 200, {
      "cache-control": "private, max-age=3600",
      "content-type": picture.type,
    });
  });

  app.get("/files/:id{[0-9a-f]{64}}/:name{[\\w.-]{1,80}}", async (context) => {
    const file = toFile(await host.archive.load(context.req.param("id")));
    if (!file) return context.text("There is no such file.", 404);
    return context.body(file.bytes, 200, {
      "content-type": file.mediaType,
      "content-disposition": `attachment; filename="${context.req.param("name")}"`,
    });
  });

  if (open || login) addPlayground(app, { host, live, conversations, login });

  const listen = getRequestListener(app.fetch);
  return { chat, listener: (request, response) => void listen(request, response), close: () => live.close() };
}

/** Messages of the channel, oldest first, as pages from the newest back. */
function pagesOf(messages: readonly PageMessage[]): readonly (readonly PageMessage[])[] {
  const pages: PageMessage[][] = [[]];
  let [numbered, questions] = [0, 0];
  for (const message of messages.toReversed()) {
    const isNumbered = message.card.investigation !== undefined;
    if (isNumbered ? numbered === CONVERSATIONS : questions === QUESTIONS) {
      pages.push([]);
      [numbered, questions] = [0, 0];
    }
    if (isNumbered) numbered++;
    else questions++;
    pages.at(-1)?.unshift(message);
  }
  return pages;
}
