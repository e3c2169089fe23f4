import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { seal, unseal } from "../guard/sealed.ts";
import { begun } from "./provider.ts";

/** A session ends so many seconds after the sign-in, whatever happens. */
const SESSION_SECONDS = 8 * 3_600;
/** A person has so many seconds to sign in. */
const LOGIN_SECONDS = 600;

/** Browsers accept cookies of these names only from this very host, over TLS, and for every path. https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes */
const SESSION = "__Host-gumshoe";
const LOGIN = "__Host-gumshoe-login";

/** Lax: a link in a chat leads into the session, and no form or script of another site does. */
const FLAGS = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;

const person = z.object({ id: z.string(), name: z.string(), groups: z.array(z.string()) });
/** Who is signed in: the id and name as the record shows them, and those groups that settings name. */
export type Person = z.infer<typeof person>;

const attempt = z.object({ begun, to: z.string() });
/** A login that has begun, and the path that was asked for. */
export type LoginAttempt = z.infer<typeof attempt>;

/** Keeps sessions in signed cookies, so that every replica knows them. */
export function createSessions(secret: string, now: () => Date) {
  const inSeconds = (seconds: number): number => Math.floor(now().getTime() / 1000) + seconds;

  return {
    start(context: Context, who: Person): void {
      const sealed = seal("session", who, inSeconds(SESSION_SECONDS), secret);
      setCookie(context, SESSION, sealed, { ...FLAGS, maxAge: SESSION_SECONDS });
    },
    end(context: Context): void {
      deleteCookie(context, SESSION, FLAGS);
    },
    /** Who is signed in, and until when (epoch seconds). */
    read(context: Context): { readonly person: Person; readonly expires: number } | undefined {
      const opened = unseal("session", getCookie(context, SESSION) ?? "", secret, now());
      const known = person.safeParse(opened?.value);
      return opened && known.success ? { person: known.data, expires: opened.expires } : undefined;
    },
    begin(context: Context, value: LoginAttempt): void {
      const sealed = seal("login", value, inSeconds(LOGIN_SECONDS), secret);
      setCookie(context, LOGIN, sealed, { ...FLAGS, maxAge: LOGIN_SECONDS });
    },
    /** The login that this browser began; it is good for one return. */
    takeBegun(context: Context): LoginAttempt | undefined {
      const opened = unseal("login", getCookie(context, LOGIN) ?? "", secret, now());
      deleteCookie(context, LOGIN, FLAGS);
      return attempt.safeParse(opened?.value).data;
    },
  };
}
