import { randomUUID } from "node:crypto";
import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie } from "hono/cookie";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { knownZone } from "../../src/command/time/zone.ts";
import { answerOf } from "../../src/conversation/inbound.ts";
import type { Actor } from "../../src/events/events.ts";
import { readConversations } from "./channel/conversations.ts";
import { LONGEST_SAID, submission, textOf } from "./channel/form-text.ts";
import type { Live } from "./channel/live.ts";
import { openLinks } from "./guard/links.ts";
import type { Login } from "./login/login.ts";
import { playgroundPage, renderAnswer } from "./pages/playground.ts";
import { CHANNEL, type WebHost } from "./port.ts";

const LARGEST_BODY = 16 * 1024;

interface Playground {
  readonly host: WebHost;
  readonly live: Live;
  readonly login: Login | undefined;
}

/** The page that shows the channel live, raises incidents and accepts commands. */
export function addPlayground(app: Hono, { host, live, login }: Playground): void {
  const actorOf = (context: Context): Actor => login?.signedIn(context)?.person ?? visitorOf(context);

  async function page(context: Context, answer?: ReturnType<typeof renderAnswer>) {
    const words = host.complete("");
    const actor = actorOf(context).name;
    const { back, shown, earlier } = await readConversations(host.board, pagesBack(context));
    return context.html(
      playgroundPage({
        conversations: shown,
        back,
        earlier,
        incidents: host.incidents,
        words,
        actor,
        signedIn: login !== undefined,
        answer,
        health: host.health().join(" · "),
        links: openLinks,
      }),
    );
  }

  app.get("/", (context) => page(context));
  app.get("/live", (context) => {
    if (live.full()) return context.text("Too many pages are open. Close one.", 503);
    const expires = login?.signedIn(context)?.expires;
    return streamSSE(context, (stream) => live.serve(stream, pagesBack(context), expires));
  });
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => context.text("Too long.", 413) }));
  app.post("/raise", async (context) => {
    const { incident } = await fieldsOf(context);
    if (
      !host.incidents.some(({ id, healthy }) => incident === id || incident === healthy) ||
      typeof incident !== "string"
    ) {
      return context.text("There is no such incident.", 404);
    }
    await host.raise(incident);
    return wantsPage(context) ? context.redirect("/", 303) : context.body(null, 204);
  });
  app.post("/say", async (context) => {
    const body = await fieldsOf(context);
    const form = submission.safeParse(body);
    if (!form.success)
      return context.text(`Type a command of at most ${LONGEST_SAID.toLocaleString("en-US")} characters.`, 400);
    const actor = actorOf(context);
    const received = await host.receive({
      id: `web:${deliveryOf(context)}`,
      place: form.data.place,
      channel: CHANNEL,
      actor: { id: actor.id, name: actor.name },
      text: textOf(form.data, body),
      manner: "addressed",
      zone: knownZone(form.data.zone ?? getCookie(context, "zone")),
      at: host.now().toISOString(),
    });
    const card = answerOf(received);
    const answer = card && renderAnswer(card, openLinks);
    if (wantsPage(context)) return answer ? page(context, answer) : context.redirect("/", 303);
    return answer ? context.html(answer) : context.body(null, 204);
  });
}

/** The fields of a form; none of a body that is not one, such as one that was cut. */
async function fieldsOf(context: Context): Promise<Readonly<Record<string, string | File>>> {
  try {
    return await context.req.parseBody();
  } catch {
    return {};
  }
}

/** How many pages before the newest are asked for. */
function pagesBack(context: Context): number {
  return Number(/^\d{1,2}$/.exec(context.req.query("earlier") ?? "")?.[0] ?? "0");
}

/** The script's delivery id, so that a repeat is recognised; forms without the script get a new one each time. */
function deliveryOf(context: Context): string {
  const named = z.uuid().safeParse(context.req.header("x-delivery"));
  return named.success ? named.data : randomUUID();
}

/** Forms sent without the script get a whole page back. */
function wantsPage(context: Context): boolean {
  return context.req.header("x-requested-with") !== "gumshoe";
}

/** Where there is no login, people give their name themselves. */
function visitorOf(context: Context): Actor {
  const given = (getCookie(context, "name") ?? "").replaceAll(/[^\p{L}\p{N} ._-]/gu, "").trim();
  const name = given.slice(0, 40) || "you";
  return { id: `web:${name.toLowerCase()}`, name };
}
