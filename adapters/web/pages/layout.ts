import { html } from "hono/html";
import type { Html } from "../render/card.ts";

/** The frame of every page: landmarks, a skip link, one style sheet, one script. */
export function layout(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Gumshoe</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="data:,">
<script type="module" src="/assets/client.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the messages</a>
<p id="lost" class="lost" hidden></p><p id="announce" class="quiet" aria-live="polite"></p>
${body}
<dialog id="ask" aria-label="Before it is sent"><form method="dialog"><div id="ask-fields"></div><div class="actions"><button value="send" class="primary">Send</button><button value="cancel" formnovalidate>Cancel</button></div></form></dialog>
</body>
</html>`;
}
