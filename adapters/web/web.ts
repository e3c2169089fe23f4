import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { tableBody, toCsv } from "../../src/card/csv.ts";
import { answerOf } from "../../src/inbound.ts";
import type { Chat } from "../../src/lane/chat.ts";
import { elementId, type Links } from "./card.ts";
import { createCharts } from "./charts.ts";
import { createWebChat, type PageMessage, readMessages, rootOf, threadOf } from "./chat.ts";
import { isOwnRequest, SECURITY_HEADERS } from "./guard.ts";
import { isSignedLink, signLink } from "./links.ts";
import { type Change, createLive } from "./live.ts";
import { errorPage, investigationPage } from "./pages/investigation.ts";
import { playgroundPage, renderAnswer, renderConversation, renderReply } from "./pages/playground.ts";
import { CHANNEL, type WebHost } from "./port.ts";
import { LONGEST_SAID, said, textOf } from "./said.ts";

/** Conversations on a page; earlier ones stand on pages of their own, `/?earlier=1`. */
const CONVERSATIONS = 30;
/** Pages that can be turned back: all up to the last one is read from the store. */
const PAGES = 50;
const LARGEST_BODY = 16 * 1024;

const asset = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), "utf8");

export interface Web {
  readonly chat: Chat;
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
  close(): void;
}

/**
 * The web page. As a playground it shows the channel and takes commands; anywhere else it shows an investigation's page
 * through a signed, expiring link, and nothing more.
 */
export function createWeb(
  host: WebHost,
  options: { readonly playground: boolean; readonly secret: string; readonly address: string },
): Web {
  const { playground, secret, address } = options;
  const live = createLive(look);
  const chat = createWebChat({ board: host.board, now: host.now, onChange: (message) => live.push(toChange(message)) });
  const charts = createCharts(host.archive);
  const app = new Hono();

  const openLinks: Links = {
    investigation: (number) => `/investigations/${number}`,
    chart: (archive, theme, size) => `/charts/${archive}.svg?theme=${theme}&size=${size}`,
    file: (archive, name) => `/files/${archive}/${encodeURIComponent(name)}`,
  };
  /** A signed page's pictures and links carry signatures of their own, for as long as the page's. */
  const signedLinks = (expires: number): Links => ({
    investigation: (number) => signLink(`/investigations/${number}`, expires, secret),
    chart: (archive, theme, size) =>
      `${signLink(`/charts/${archive}.svg`, expires, secret)}&theme=${theme}&size=${size}`,
    file: (archive, name) => signLink(`/files/${archive}/${encodeURIComponent(name)}`, expires, secret),
  });

  function toChange(message: PageMessage): Change {
    const id = elementId(message.place, message.key);
    if (message.place === CHANNEL) {
      return { id, parent: "channel", html: String(renderConversation({ root: message, thread: [] }, openLinks)) };
    }
    const root = rootOf(message.place);
    return { id, parent: `t-${elementId(root.place, root.key)}`, html: String(renderReply(message, openLinks)) };
  }

  /** The conversations of a page, `back` pages before the newest, and whether there are earlier ones. */
  async function conversations(back: number) {
    const reach = (back + 1) * CONVERSATIONS;
    const all = await readMessages(host.board, CHANNEL, reach + 1);
    const roots = all.slice(-reach, back === 0 ? undefined : -back * CONVERSATIONS);
    const shown = await Promise.all(
      roots.map(async (root) => ({ root, thread: await readMessages(host.board, threadOf(root.place, root.key)) })),
    );
    return { shown, earlier: all.length > reach && back + 1 < PAGES };
  }

  async function look(): Promise<readonly Change[]> {
    return (await conversations(0)).shown.flatMap(({ root, thread }) => [toChange(root), ...thread.map(toChange)]);
  }

  async function page(context: Context, answer?: ReturnType<typeof renderAnswer>) {
    const words = host.complete("");
    const actor = actorOf(context).name;
    const asked = /^\d{1,2}$/.exec(context.req.query("earlier") ?? "")?.[0] ?? "0";
    const back = Math.min(Number(asked), PAGES - 1);
    const { shown, earlier } = await conversations(back);
    return context.html(
      playgroundPage({
        conversations: shown,
        back,
        earlier,
        incidents: host.incidents,
        words,
        actor,
        answer,
        health: host.health(),
        links: openLinks,
      }),
    );
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
  });
  app.get("/assets/style.css", (context) =>
    context.body(asset("style.css"), 200, { "content-type": "text/css; charset=utf-8" }),
  );
  app.get("/assets/client.js", (context) =>
    context.body(asset("client.js"), 200, { "content-type": "text/javascript; charset=utf-8" }),
  );
  app.use(async (context, next) => {
    const { path } = context.req;
    const query = new URL(context.req.url).searchParams;
    const readable = context.req.method === "GET" && /^\/(investigations|charts|files)\//.test(path);
    if (readable && isSignedLink(path, query, secret, host.now())) return next();
    if (playground) {
      const headers = { host: context.req.header("host"), origin: context.req.header("origin") };
      if (isOwnRequest(headers, address)) return next();
      return context.text("This page answers only to itself, on its own address.", 403);
    }
    return context.html(errorPage("Not found", "There is nothing at this address, or the link has expired."), 404);
  });

  app.get("/investigations/:number{G-\\d+}", async (context) => {
    const number = context.req.param("number");
    const found = await host.page(Number(number.slice(2)));
    if (!found) return context.html(errorPage("Not found", `There is no ${number}.`), 404);
    const links = playground ? openLinks : signedLinks(Number(context.req.query("expires")));
    return context.html(investigationPage(found, links, { interactive: playground }));
  });

  app.get("/charts/:file{[0-9a-f]{64}\\.(svg|png)}", async (context) => {
    const [id = "", format] = context.req.param("file").split(".");
    const zone = zoneOf(context.req.query("zone"));
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
    const table = tableBody.safeParse(await host.archive.load(context.req.param("id")));
    if (!table.success) return context.text("There is no such file.", 404);
    return context.body(toCsv(table.data), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${context.req.param("name")}"`,
    });
  });

  if (playground) {
    app.get("/", (context) => page(context));
    app.get("/live", (context) => {
      if (live.full()) return context.text("Too many pages are open. Close one.", 503);
      return streamSSE(context, (stream) => live.serve(stream));
    });
    app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => context.text("Too long.", 413) }));
    app.post("/raise", async (context) => {
      const { incident } = await context.req.parseBody();
      if (!host.incidents.some(({ id }) => id === incident) || typeof incident !== "string") {
        return context.text("There is no such incident.", 404);
      }
      await host.raise(incident);
      return wantsPage(context) ? context.redirect("/", 303) : context.body(null, 204);
    });
    app.post("/say", async (context) => {
      const body = await context.req.parseBody();
      const form = said.safeParse(body);
      if (!form.success)
        return context.text(`Type a command of at most ${LONGEST_SAID.toLocaleString("en-US")} characters.`, 400);
      const received = await host.receive({
        id: `web:${deliveryOf(context)}`,
        place: form.data.place,
        channel: CHANNEL,
        actor: actorOf(context),
        text: textOf(form.data, body),
        manner: "addressed",
        zone: zoneOf(form.data.zone ?? getCookie(context, "zone")),
        at: host.now().toISOString(),
      });
      const card = answerOf(received);
      const answer = card && renderAnswer(card, openLinks);
      if (wantsPage(context)) return answer ? page(context, answer) : context.redirect("/", 303);
      return answer ? context.html(answer) : context.body(null, 204);
    });
  }

  const listen = getRequestListener(app.fetch);
  return { chat, listener: (request, response) => void listen(request, response), close: () => live.close() };
}

/** The delivery that the script named, so that sending again is the same one; forms without it get a new one each time. */
function deliveryOf(context: Context): string {
  const named = z.uuid().safeParse(context.req.header("x-delivery"));
  return named.success ? named.data : randomUUID();
}

/** Forms sent without the script get a whole page back. */
function wantsPage(context: Context): boolean {
  return context.req.header("x-requested-with") !== "gumshoe";
}

function actorOf(context: Context): { readonly id: string; readonly name: string } {
  const given = (getCookie(context, "name") ?? "").replaceAll(/[^\p{L}\p{N} ._-]/gu, "").trim();
  const name = given.slice(0, 40) || "you";
  return { id: `web:${name.toLowerCase()}`, name };
}

/** An IANA zone that this process knows, else UTC. */
function zoneOf(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
