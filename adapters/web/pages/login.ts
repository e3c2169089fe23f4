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

/** Where people sign in with links from the chat alone. */
export function askInChatPage(): Html {
  return layout(
    "Sign in",
    html`<main id="main" class="page"><h1>Sign in</h1><p>Write <code>sign-in</code> to Gumshoe in your chat. It answers with a link for you alone.</p></main>`,
  );
}

/** Whom a link from the chat signs in. Nothing happens until the button is pressed. */
export function enterPage(entry: string, name: string): Html {
  return layout(
    "Sign in",
    html`<main id="main" class="page"><h1>Sign in</h1><p>This link signs this browser in as ${name}. Is that you?</p><form method="post" action="/enter/${entry}" data-leaves><button class="primary">Sign in as ${name}</button></form></main>`,
  );
}

/** A link from the chat that is good for nothing. */
export function entryOverPage(): Html {
  return layout(
    "Sign in",
    html`<main id="main" class="page"><h1>This link is over</h1><p>A link is good once, within ten minutes, and a newer one replaces it. Write <code>sign-in</code> to Gumshoe in your chat for another.</p></main>`,
  );
}
