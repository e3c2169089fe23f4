import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { messageOf } from "../../../src/errors.ts";
import { createRateLimit } from "../guard/rate.ts";
import { errorPage } from "../pages/investigation.ts";
import { askInChatPage, enterPage, entryOverPage, loginPage, signedOutPage } from "../pages/login.ts";
import { CHANNEL, type WebHost } from "../port.ts";
import type { Entries } from "./entry.ts";
import { createMembers, type Members, oidcGroup } from "./members.ts";
import type { Provider, SignedIn } from "./provider.ts";
import { createSessions, type Person } from "./session.ts";

/** The page behind a login. */
export interface Login {
  /** The groups of whoever is signed in. */
  readonly members: Members;
  /** `/login`, `/login/callback` and `/logout`, which are open to everybody. */
  addRoutes(app: Hono): void;
  /** Lets through who is signed in and may read; everybody else signs in, or is told why not. */
  readonly guard: MiddlewareHandler;
  /** Who is signed in, and until when (epoch seconds). */
  signedIn(context: Context): { readonly person: Person; readonly expires: number } | undefined;
}

/** Sign-ins of one address, and what one person says, each minute. Behind a load balancer all addresses are its own. */
const LOGINS_A_MINUTE = 120;
const SAID_A_MINUTE = 120;
const MINUTE_MS = 60_000;

/** Paths that a login may lead to. */
const OWN_PATH = /^\/(?:\?earlier=\d{1,2}|investigations\/G-\d{1,9})?$/;

/** `named`: what the settings of roles name; other groups are not kept. */
export function createLogin(
  host: Pick<WebHost, "now" | "log" | "refusesReading">,
  settings: {
    /** Where people sign in, if there is such a place. */
    readonly provider?: Provider | undefined;
    /** Links from the chat, if they are taken. */
    readonly entries?: Entries | undefined;
    readonly secret: string;
    readonly publicUrl: string;
    readonly named: ReadonlySet<string>;
  },
): Login {
  const { now, log, refusesReading } = host;
  const { provider, entries, secret, publicUrl, named } = settings;
  const members = createMembers();
  const sessions = createSessions(secret, now);
  const mayBegin = createRateLimit(LOGINS_A_MINUTE, MINUTE_MS, now);
  const maySay = createRateLimit(SAID_A_MINUTE, MINUTE_MS, now);
  const own = new URL(publicUrl);

  /** Whether a request is for our own address, and, where it changes something, from a page of ours. */
  function isOwn(context: Context): boolean {
    const origin = context.req.header("origin");
    const reads = context.req.method === "GET" && origin === undefined;
    return context.req.header("host") === own.host && (reads || origin === own.origin);
  }

  function personOf({ subject, name, groups }: SignedIn): Person {
    const kept = groups.map((group) => `oidc:${group}`).filter((each) => oidcGroup.pattern.test(each));
    return { id: idOf(subject), name, groups: kept.filter((each) => named.has(each)) };
  }

  async function begin(context: Context): Promise<Response> {
    const to = context.req.query("to") ?? "/";
    if (!provider) return context.html(askInChatPage());
    try {
      const { url, begun } = await provider.begin();
      sessions.begin(context, { begun, to: OWN_PATH.test(to) ? to : "/" });
      return context.redirect(url.href);
    } catch (error) {
      log.error({ error: messageOf(error) }, "the provider of OIDC_ISSUER cannot be reached");
      return context.html(loginPage("Nobody can sign in now: the login does not answer. Try again in a moment."), 503);
    }
  }

  async function finish(context: Context): Promise<Response> {
    const attempt = sessions.takeBegun(context);
    if (!attempt || !provider) {
      return context.html(loginPage("This sign-in was not begun in this browser, or took too long. Begin again."), 400);
    }
    try {
      const person = personOf(await provider.finish(new URL(context.req.url).searchParams, attempt.begun));
      sessions.start(context, person);
      log.info({ actor: person.id }, "signed in");
      return context.redirect(attempt.to, 303);
    } catch (error) {
      log.warn({ error: messageOf(error) }, "a sign-in was refused");
      return context.html(loginPage("The sign-in was not completed. Begin again."), 403);
    }
  }

  /** Shows whom a link signs in; whoever means it presses the button. */
  function showEntry(context: Context): Response | Promise<Response> {
    const entry = context.req.param("entry") ?? "";
    const opened = entries?.open(entry);
    return opened ? context.html(enterPage(entry, opened.person.name)) : context.html(entryOverPage(), 403);
  }

  async function enter(context: Context): Promise<Response> {
    const opened = entries?.open(context.req.param("entry") ?? "");
    if (!opened || !(await opened.use())) {
      log.warn({ actor: opened?.person.id }, "a sign-in link was refused");
      return context.html(entryOverPage(), 403);
    }
    sessions.start(context, opened.person);
    log.info({ actor: opened.person.id }, "signed in with a link from the chat");
    return context.redirect("/", 303);
  }

  return {
    members,
    addRoutes(app) {
      for (const path of ["/login/*", "/enter/*"]) {
        app.use(path, async (context, next) => {
          if (!isOwn(context)) return foreign(context);
          return mayBegin(getConnInfo(context).remote.address ?? "") ? next() : tooMany(context);
        });
      }
      app.get("/enter/:entry", showEntry);
      app.post("/enter/:entry", enter);
      app.get("/login", begin);
      app.get("/login/callback", finish);
      app.post("/logout", async (context) => {
        if (!isOwn(context)) return foreign(context);
        sessions.end(context);
        const elsewhere = await provider?.signOut(`${own.origin}/`).catch(() => undefined);
        return context.html(signedOutPage(elsewhere));
      });
    },
    async guard(context, next) {
      if (!isOwn(context)) return foreign(context);
      const session = sessions.read(context);
      if (!session) {
        const { pathname, search } = new URL(context.req.url);
        // The query of a signed link that is over means nothing more.
        const to = OWN_PATH.test(pathname + search) ? pathname + search : pathname;
        if (context.req.method === "GET" && OWN_PATH.test(to)) {
          return context.redirect(`/login?to=${encodeURIComponent(to)}`, 303);
        }
        return context.text("You are not signed in. Load the page again.", 401);
      }
      members.see(session.person);
      const refused = refusesReading({ actor: session.person, channel: CHANNEL });
      if (refused !== undefined) return context.html(errorPage("Not for you", refused), 403);
      if (context.req.method !== "GET" && !maySay(session.person.id)) return tooMany(context);
      return next();
    },
    signedIn: sessions.read,
  };
}

/** The id of a person in the record; settings can name it, because it has no space and no comma. */
function idOf(subject: string): string {
  return `web:${encodeURIComponent(subject).replaceAll("%40", "@").replaceAll("%7C", "|").replaceAll("%3A", ":")}`;
}

function foreign(context: Context): Response {
  return context.text("This page answers only to itself, on its own address.", 403);
}

function tooMany(context: Context): Response {
  return context.text("Too many requests. Try again in a minute.", 429, { "retry-after": "60" });
}
