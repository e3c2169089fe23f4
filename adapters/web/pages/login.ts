import { html } from "hono/html";
import type { Html } from "../render/card.ts";
import { layout } from "./layout.ts";

/** Why nobody is signed in yet, and the way to it. */
export function loginPage(why: string): Html {
  return layout(
    "Sign in",
    html`<main id="main" class="page"><h1>Sign in</h1><p>${why}</p><p><a href="/login">Sign in</a></p></main>`,
  );
}

/** The session here is over. `elsewhere`: where that of the login ends, too. */
export function signedOutPage(elsewhere: URL | undefined): Html {
  const everywhere = elsewhere ? html` · <a href="${elsewhere.href}">Sign out of the login, too</a>` : "";
  return layout(
    "Signed out",
    html`<main id="main" class="page"><h1>Signed out</h1><p>Gumshoe's page is closed in this browser.</p><p><a href="/login">Sign in again</a>${everywhere}</p></main>`,
  );
}
