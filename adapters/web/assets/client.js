// The page's script: sends forms without a reload, shows messages as they arrive, and times in the reader's zone.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const keep = (name, value) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=strict`;
};
keep("zone", zone);

function showTimes(root) {
  const today = new Date().toDateString();
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    const day = at.toDateString() === today ? {} : { day: "2-digit", month: "short" };
    time.textContent = at.toLocaleString([], { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    time.title = at.toISOString();
  }
}

/** Charts have their time axis in the reader's zone, too. */
function showZone(root) {
  for (const picture of root.querySelectorAll("picture > *")) {
    const name = picture.localName === "img" ? "src" : "srcset";
    const link = picture.getAttribute(name) ?? "";
    if (!/[?&]zone=/.test(link)) picture.setAttribute(name, `${link}&zone=${encodeURIComponent(zone)}`);
  }
}

function toElement(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  showTimes(template.content);
  showZone(template.content);
  return template.content.firstElementChild;
}

/** Replaces a card in place; an open menu stays open, and the focus stays on its button. */
function replaceCard(article, fresh) {
  const [before, after] = [article.querySelector(":scope > .card"), fresh.querySelector(":scope > .card")];
  if (before.innerHTML === after.innerHTML && before.className === after.className) return;
  const focused = before.contains(document.activeElement) ? document.activeElement.title : undefined;
  if (before.querySelector("details.menu[open]")) after.querySelector("details.menu")?.setAttribute("open", "");
  before.replaceWith(after);
  if (focused) [...after.querySelectorAll("button")].find((button) => button.title === focused)?.focus();
}

/** Whether the reader has just raised an incident, whose message is scrolled into view when it arrives. */
let raised = false;

function showCard({ id, parent, html }) {
  const fresh = toElement(html);
  const known = document.getElementById(id);
  if (known) replaceCard(known, fresh);
  else document.getElementById(parent)?.append(fresh);
  if (!known && raised && parent === "channel") {
    raised = false;
    fresh.scrollIntoView({ block: "start" });
  }
  showEmpty();
}

function showEmpty() {
  const empty = document.getElementById("empty");
  if (empty) empty.hidden = document.getElementById("channel").childElementCount > 0;
}

function showAnswer(element) {
  const answers = document.getElementById("answers");
  answers.replaceChildren(element);
  element.scrollIntoView({ block: "nearest" });
}

function showError(text) {
  const box = document.createElement("p");
  box.className = "answer failed";
  box.textContent = text;
  showAnswer(box);
}

/** Asks for the fields or the confirmation of a button; resolves to false if cancelled. */
function ask(form, button, body) {
  const fields = form.querySelector("fieldset");
  const { confirm } = button.dataset;
  if (!fields && !confirm) return Promise.resolve(true);
  const dialog = document.getElementById("ask");
  const shown = fields ? fields.cloneNode(true) : document.createElement("p");
  if (fields) shown.hidden = false;
  else shown.textContent = confirm;
  for (const field of shown.querySelectorAll("[data-required]")) field.required = true;
  document.getElementById("ask-fields").replaceChildren(shown);
  dialog.querySelector("button.primary").textContent = fields?.dataset.submit ?? button.textContent;
  dialog.returnValue = "cancel";
  dialog.showModal();
  shown.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  return new Promise((resolve) => {
    const close = () => {
      for (const field of shown.querySelectorAll("[name]")) body.set(field.name, field.value);
      resolve(dialog.returnValue === "send");
    };
    dialog.addEventListener("close", close, { once: true });
  });
}

async function send(form, button) {
  const body = new FormData(form);
  const isAction = form.classList.contains("action");
  if (isAction && !(await ask(form, button, body))) return;
  body.set("zone", zone);
  button.disabled = true;
  try {
    raised = form.action.endsWith("/raise");
    const headers = { "x-requested-with": "gumshoe" };
    // Only pages over https or from this machine have it; without it a repeat by the browser counts as a new command.
    if (crypto.randomUUID) headers["x-delivery"] = crypto.randomUUID();
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers });
    const text = await response.text();
    if (!response.ok) showError(text);
    else if (text !== "") showAnswer(toElement(text));
    if (response.ok && !isAction) form.reset();
    if (document.querySelector("main[data-reload]")) await refresh();
  } catch {
    showError("Not sent: Gumshoe cannot be reached. Nothing was changed; send it again.");
  } finally {
    button.disabled = false;
  }
}

/** Fetches an investigation's page again and patches the differences. */
async function refresh() {
  const text = await (await fetch(location.href)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  showTimes(page);
  showZone(page);
  replaceCard(document.getElementById("summary"), page.getElementById("summary"));
  const [feed, fresh] = [document.getElementById("feed"), page.getElementById("feed")];
  feed.append(...[...fresh.children].slice(feed.childElementCount));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "who") {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  event.preventDefault();
  void send(form, event.submitter ?? form.querySelector("button"));
});
document.addEventListener("click", (event) => {
  if (event.target.classList?.contains("dismiss")) event.target.closest(".answer").remove();
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
showEmpty();
if (document.querySelector('#channel[data-live="yes"]')) {
  const live = new EventSource("/live");
  live.addEventListener("card", (event) => showCard(JSON.parse(event.data)));
} else if (document.querySelector('main[data-reload="yes"]')) {
  setInterval(() => void refresh().catch(() => undefined), 3000);
}
