import { html } from "hono/html";
import type { Card } from "../../../src/card/card.ts";
import { type PageMessage, threadOf } from "../channel/chat.ts";
import { LONGEST_SAID } from "../channel/form-text.ts";
import { CHANNEL, type WebHost } from "../port.ts";
import { elementId, type Html, type Links, renderCard, renderTime } from "../render/card.ts";
import { layout } from "./layout.ts";

/** A root message with its thread. */
export interface Conversation {
  readonly root: PageMessage;
  readonly thread: readonly PageMessage[];
}

/** The channel, the library of incidents, and the command box. */
export function playgroundPage(options: {
  readonly conversations: readonly Conversation[];
  /** The number of pages before the newest; all are updated live, and new conversations appear on the newest. */
  readonly back: number;
  /** Whether there is an earlier page. */
  readonly earlier: boolean;
  readonly incidents: WebHost["incidents"];
  readonly words: readonly string[];
  readonly actor: string;
  /** Whether the name is that of a login. */
  readonly signedIn: boolean;
  readonly answer?: Html | undefined;
  readonly health: string;
  readonly links: Links;
}): Html {
  const { conversations, back, earlier, incidents, words, actor, signedIn, answer, links, health } = options;
  const simulated = incidents.length > 0;
  const badge = simulated ? "Playground, simulated data" : signedIn ? "signed in" : "this machine only";
  const empty = simulated
    ? "No message yet. Raise an incident, and watch it being investigated."
    : "No message yet. Alarms of the topics in SNS_TOPICS appear here; or type: investigate checkout is slow";
  return layout(
    simulated ? "Playground" : "Channel",
    html`<header><h1>Gumshoe <span class="badge">${badge}</span></h1>
${signedIn ? signOut(actor) : askName(actor)}</header>
<div class="columns">
<main id="main"><h2>#general</h2>
${sayForm({ id: "say", place: CHANNEL, label: "Type a command: help, status, G-1001 why h1", words: "words" })}${answer ?? ""}
${turnTo(back > 0, "later", "Later messages", back - 1)}<button id="news" class="primary" type="button" hidden></button><p id="empty" class="context">${empty}</p>
<section id="channel" data-live="${back === 0 ? "newest" : "earlier"}" data-earlier="${back}" aria-label="Messages, the newest first">${conversations.toReversed().map((conversation) => renderConversation(conversation, links))}</section>
${turnTo(earlier, "earlier", "Earlier messages", back + 1)}
<datalist id="words">${words.map((word) => html`<option value="${word}"></option>`)}</datalist></main>
${simulated ? library(incidents, health) : html`<aside aria-label="Health"><p class="context">${health}</p></aside>`}
</div>`,
  );
}

function askName(actor: string): Html {
  return html`<form id="who"><label for="name">Your name</label> <input id="name" name="name" value="${actor}" maxlength="40" autocomplete="nickname"></form>`;
}

function signOut(actor: string): Html {
  return html`<form method="post" action="/logout" data-leaves><span>${actor}</span> <button>Sign out</button></form>`;
}

function turnTo(there: boolean, id: string, label: string, back: number): Html | "" {
  return there
    ? html`<p id="${id}" class="context"><a href="${back === 0 ? "/" : `/?earlier=${back}`}">${label}</a></p>`
    : "";
}

/** The incidents of the shop stand first; those of AWS systems are many, and open when they are wanted. */
function library(incidents: WebHost["incidents"], health: string): Html {
  const shop = incidents.filter(({ healthy }) => healthy === undefined);
  const systems = incidents.filter(({ healthy }) => healthy !== undefined);
  return html`<aside aria-labelledby="library"><h2 id="library">Incidents <span class="badge">Simulated</span></h2>
<p class="context">Each plays an alarm of an imaginary online shop, as AWS would deliver it.</p>
${listOf(shop)}${systems.length === 0 ? "" : html`<details><summary>Incidents of ${systems.length} AWS systems</summary>${listOf(systems)}</details>`}<p class="context">${health}</p></aside>`;
}

function listOf(incidents: WebHost["incidents"]): Html {
  return html`<ul class="incidents">${incidents.map(({ id, title, summary, healthy }) => html`<li><form method="post" action="/raise"><input type="hidden" name="incident" value="${id}"><button>${title}</button></form><p>${summary}</p>${healthy === undefined ? "" : healthyDay(healthy)}</li>`)}</ul>`;
}

function sayForm(options: {
  readonly id: string;
  readonly place: string;
  readonly label: string;
  readonly words?: string;
}): Html {
  const { id, place, label, words } = options;
  return html`<form class="say" method="post" action="/say"><input type="hidden" name="place" value="${place}"><label class="quiet" for="${id}">${label}</label><input id="${id}" name="text" placeholder="${label}" list="${words ?? ""}" autocomplete="off" maxlength="${LONGEST_SAID}" required><button>Send</button></form>`;
}

/** A root message as an element of its own, so that a changed card is replaced without its thread. */
export function renderConversation({ root, thread }: Conversation, links: Links): Html {
  const id = elementId(root.place, root.key);
  const place = threadOf(root.place, root.key);
  return html`<article id="${id}" aria-label="${root.card.title}">${renderCard(root.card, links, { interactive: true })}<p class="meta">${renderTime(root.postedAt)}</p>
<details class="thread" open><summary>Thread</summary><div id="t-${id}" class="messages">${thread.map((message) => renderReply(message, links))}</div>
${sayForm({ id: `say-${id}`, place, label: "Reply in this thread: note, why h1, errors checkout", words: "words" })}</details></article>`;
}

/** A message in a thread. */
export function renderReply(message: PageMessage, links: Links): Html {
  const card = renderCard(message.card, links, { interactive: true });
  return html`<article id="${elementId(message.place, message.key)}" aria-label="${message.card.title}">${card}<p class="meta">${renderTime(message.postedAt)}</p></article>`;
}

/** An answer for one person; it is not stored. */
export function renderAnswer(card: Card, links: Links): Html {
  return html`<div class="answer">${renderCard(card, links, { interactive: true })}<p class="meta">Only you see this <button type="button" class="dismiss">Dismiss</button></p></div>`;
}

/** The same alarm on a day on which nothing is wrong. */
function healthyDay(incident: string): Html {
  return html`<form method="post" action="/raise"><input type="hidden" name="incident" value="${incident}"><button>On a healthy day</button></form>`;
}
