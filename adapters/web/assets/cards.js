// Messages as they arrive: in their place, announced, never in the way.
import { announce, inPlace, isAway, isOnScreen } from "./place.js";
import { toElement } from "./times.js";

const channel = document.getElementById("channel");
const news = document.getElementById("news");
const pageTitle = document.title;

/** Conversations that arrived above what is read and were not looked at yet. */
const unseen = new Set();
/** Whether the reader has just raised an incident, whose message is scrolled into view when it arrives. */
let raised = false;

export function expectRaised() {
  raised = true;
}

/** Replaces a card in its place; what was opened stays open, and the focus stays on its button or on what stands there now. */
export function replaceCard(article, fresh) {
  const [before, after] = [article.querySelector(":scope > .card"), fresh.querySelector(":scope > .card")];
  if (before.innerHTML === after.innerHTML && before.className === after.className) return;
  const label = fresh.getAttribute("aria-label");
  if (label !== null) article.setAttribute("aria-label", label);
  inPlace(() => {
    const index = [...before.querySelectorAll("button")].indexOf(document.activeElement);
    const command = document.activeElement?.title;
    for (const kind of ["menu", "undo"])
      if (before.querySelector(`details.${kind}[open]`))
        after.querySelector(`details.${kind}`)?.setAttribute("open", "");
    before.replaceWith(after);
    if (index < 0) return;
    const buttons = [...after.querySelectorAll("button")];
    const next = buttons.find(({ title }) => title === command) ?? buttons[index] ?? after.querySelector("a, button");
    next?.focus({ preventScroll: true });
  });
}

/** Shows a message that came or changed. Pages of earlier conversations only follow their own. */
export function showCard({ id, parent, html }) {
  const known = document.getElementById(id);
  const fresh = toElement(html);
  if (known) replaceCard(known, fresh);
  else if (parent === "channel") showConversation(fresh);
  else {
    const thread = document.getElementById(parent);
    if (!thread) return;
    inPlace(() => thread.append(fresh));
    announce(titleOf(fresh));
  }
}

function showConversation(fresh) {
  if (channel.dataset.live !== "newest" || isOlder(fresh)) return;
  const away = isAway();
  if (away || raised) channel.prepend(fresh);
  else inPlace(() => channel.prepend(fresh));
  showEmpty();
  announce(titleOf(fresh));
  if (raised) fresh.scrollIntoView({ block: "start" });
  else if (!isOnScreen(fresh) || document.hidden) unseen.add(fresh);
  raised = false;
  showNews();
}

/** Whether a conversation belongs to a page of earlier ones. */
function isOlder(fresh) {
  const oldest = channel.lastElementChild;
  return document.getElementById("earlier") !== null && oldest !== null && postedAt(fresh) < postedAt(oldest);
}

const postedAt = (article) => article.querySelector(":scope > .meta time")?.dateTime ?? "";
/** Its first line without the emoji, which a screen reader would spell out. */
function titleOf(article) {
  const parts = [...(article.querySelector("h3")?.childNodes ?? [])];
  return parts
    .filter(({ ariaHidden }) => ariaHidden !== "true")
    .map(({ textContent }) => textContent)
    .join("")
    .trim();
}

function showNews() {
  for (const article of unseen)
    if (!article.isConnected || (isOnScreen(article) && !document.hidden)) unseen.delete(article);
  news.hidden = unseen.size === 0;
  document.title = unseen.size === 0 ? pageTitle : `(${unseen.size}) ${pageTitle}`;
  if (unseen.size === 0) return;
  const alarms = [...unseen].every((article) => article.querySelector(":scope > .card.alarm"));
  news.textContent = `${unseen.size} new ${alarms ? "alarm" : "message"}${unseen.size === 1 ? "" : "s"} ↑`;
}

export function showEmpty() {
  const empty = document.getElementById("empty");
  if (empty) empty.hidden = channel.childElementCount > 0;
}

if (news) {
  news.addEventListener("click", () => {
    const [oldest] = unseen;
    oldest?.scrollIntoView({ block: "start" });
    oldest?.querySelector("a, button")?.focus({ preventScroll: true });
    unseen.clear();
    showNews();
  });
  addEventListener("scroll", showNews, { passive: true });
  document.addEventListener("visibilitychange", showNews);
}
