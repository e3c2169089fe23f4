import { html } from "hono/html";
import type { Card } from "../../../src/card/card.ts";
import { ABOUT, type About, type InvestigationTimeline } from "../../../src/page/timeline.ts";
import { type Html, type Links, renderCard, renderTime } from "../render/card.ts";
import { layout } from "./layout.ts";

/** Timeline entries shown; older ones are counted. */
const SHOWN = 500;

/** An investigation's page: its current state, then its timeline. */
export function investigationPage(
  { feed, summary }: { readonly feed: InvestigationTimeline; readonly summary: Card },
  links: Links,
  options: { readonly interactive: boolean },
): Html {
  const { number, title, entries } = feed;
  const shown = entries.slice(-SHOWN);
  const older = entries.length - shown.length;
  const back = options.interactive ? html`<p><a href="/">← #general</a></p>` : "";
  const summaryView = renderCard(summary, links, options);
  return layout(
    `${number} ${title}`,
    html`<header><h1>${number} <span class="name">${title}</span></h1>${back}</header>
<main id="main" class="page" data-reload="${options.interactive && feed.status === "open" ? "yes" : ""}"><section aria-labelledby="now" id="summary"><h2 id="now" class="quiet">Now</h2>${summaryView}</section>
<section aria-labelledby="feed-title"><h2 id="feed-title">What happened, in order of time</h2>${older > 0 ? html`<p class="context">… ${older} earlier entries</p>` : ""}
${filter()}
<ol id="feed" class="feed">${shown.map((entry, index) => html`<li id="entry-${older + index + 1}" data-about="${entry.about}"><p class="meta"><a href="#entry-${older + index + 1}">${renderTime(entry.at)}</a> · ${entry.by}</p>${renderCard(entry.card, links, { interactive: false })}</li>`)}</ol></section></main>`,
  );
}

const WORD: Readonly<Record<About, string>> = {
  alarm: "The alarm",
  evidence: "Evidence",
  cause: "Causes",
  people: "People",
};

/** Selects entries by what they are about; the style sheet hides the others. */
function filter(): Html {
  const choice = (about: string, word: string, checked: Html | "") =>
    html`<label><input type="radio" name="about" value="${about}"${checked}> ${word}</label>`;
  return html`<fieldset class="filter"><legend class="quiet">Show</legend>${choice("all", "All", html` checked`)}${ABOUT.map((about) => choice(about, WORD[about], ""))}</fieldset>`;
}

/** An error page: what is wrong and what to do. */
export function errorPage(title: string, text: string): Html {
  return layout(title, html`<main id="main" class="page"><h1>${title}</h1><p>${text}</p></main>`);
}
