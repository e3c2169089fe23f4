// The page's script: it starts what the other files do.
import { send } from "./answers.js";
import { replaceCard, showCard, showEmpty } from "./cards.js";
import { showBack, showLost } from "./connection.js";
import { inPlace } from "./place.js";
import { showTimes, showZone, zone } from "./times.js";

const RETRY_MS = 3_000;

const keep = (name, value) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=strict`;
};
keep("zone", zone);

/** Copies the command beside a button, and says so on the button. */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select it";
    getSelection()?.selectAllChildren(button.previousElementSibling);
  }
}

const channel = document.getElementById("channel");
const investigation = document.querySelector("main[data-reload]");

/** Follows the channel's messages. A browser gives up where a proxy or a restart answers with an error: then it begins anew. */
function follow() {
  const live = new EventSource(`/live?earlier=${channel.dataset.earlier}`);
  live.addEventListener("open", showBack);
  live.addEventListener("card", (event) => showCard(JSON.parse(event.data)));
  live.addEventListener("error", () => {
    showLost();
    if (live.readyState === EventSource.CLOSED) setTimeout(follow, RETRY_MS);
  });
}

/** Fetches an investigation's page again and patches the differences. */
async function refresh() {
  try {
    const response = await fetch(location.href);
    if (!response.ok) return showLost();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    showTimes(page);
    showZone(page);
    replaceCard(document.getElementById("summary"), page.getElementById("summary"));
    const [feed, fresh] = [document.getElementById("feed"), page.getElementById("feed")];
    inPlace(() => feed.append(...[...fresh.children].slice(feed.childElementCount)));
    showBack();
  } catch {
    showLost();
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "who") {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || "leaves" in form.dataset) return;
  event.preventDefault();
  void send(form, event.submitter ?? form.querySelector("button"), async () => investigation && refresh());
});
document.addEventListener("click", (event) => {
  if (!event.target.classList?.contains("dismiss")) return;
  const answer = event.target.closest(".answer");
  const before = answer.previousElementSibling;
  answer.remove();
  (before?.querySelector(".actions button, a, button, input:not([type=hidden])") ?? before)?.focus({
    preventScroll: true,
  });
});
document.addEventListener("click", ({ target }) => {
  if (target.classList?.contains("copy")) void copy(target);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.localName === "input" && event.target.closest("#ask")) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("button.primary"));
  }
  if (event.key === "Escape") document.querySelector("details.menu[open]")?.removeAttribute("open");
});
document.getElementById("name")?.addEventListener("change", (event) => keep("name", event.target.value));

showTimes(document);
showZone(document);
if (channel) {
  showEmpty();
  follow();
} else if (investigation?.dataset.reload === "yes") {
  setInterval(() => void refresh(), RETRY_MS);
}
