// Forms without a reload: each answer stands beside what was pressed.
import { expectRaised } from "./cards.js";
import { announce, isOnScreen } from "./place.js";
import { toElement, zone } from "./times.js";

/** What was sent without an answer: the delivery by what it said, so that it is not done twice, and the fields of a form by its command. */
const unanswered = new Map();
const drafts = new Map();

/** Where the answer to a form stands. A card may be replaced before its answer comes: then it stands below the new one. */
function placeOf(form) {
  const near = form.closest(".answer") ?? form.closest(".card") ?? form;
  const holder = near.parentElement;
  return () => (near.isConnected ? near : (holder.querySelector(":scope > .card") ?? holder.lastElementChild));
}

/** Puts an answer below the card or the box that it answers, in place of the one before. */
function showAnswer(element, place) {
  const near = place();
  const scrolled = scrollY;
  if (near.classList.contains("answer")) near.replaceWith(element);
  else {
    if (near.nextElementSibling?.classList.contains("answer")) near.nextElementSibling.remove();
    near.after(element);
  }
  scrollTo({ top: scrolled, behavior: "instant" });
  if (!isOnScreen(element)) element.scrollIntoView({ block: "nearest" });
  announce(element.querySelector("h3")?.textContent ?? element.textContent);
}

function showError(text, place) {
  const box = toParagraph(text);
  box.className = "answer failed";
  showAnswer(box, place);
}

function toParagraph(text) {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return paragraph;
}

/** Asks for the fields or the confirmation of a button; resolves to false if cancelled. */
function ask(form, button, body) {
  const fields = form.querySelector("fieldset");
  const { confirm } = button.dataset;
  if (!fields && !confirm) return Promise.resolve(true);
  const dialog = document.getElementById("ask");
  const shown = fields ? fields.cloneNode(true) : document.createElement("p");
  if (fields) shown.hidden = false;
  if (fields && confirm) shown.querySelector("legend").after(toParagraph(confirm));
  if (!fields) shown.textContent = confirm;
  for (const field of shown.querySelectorAll("[data-required]")) field.required = true;
  document.getElementById("ask-fields").replaceChildren(shown);
  dialog.querySelector("button.primary").textContent = fields?.dataset.submit ?? button.textContent;
  dialog.returnValue = "cancel";
  dialog.showModal();
  for (const [name, value] of drafts.get(button.title) ?? []) {
    const field = shown.elements?.namedItem(name);
    if (field) field.value = value;
  }
  shown.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  return new Promise((resolve) => {
    const close = () => {
      const fields = [...shown.querySelectorAll("[name]")].map(({ name, value }) => [name, value]);
      for (const [name, value] of fields) body.set(name, value);
      if (dialog.returnValue === "send") drafts.set(button.title, fields);
      resolve(dialog.returnValue === "send");
    };
    dialog.addEventListener("close", close, { once: true });
  });
}

/** Sends a form; `then` runs once it was taken. A button that is pressed again meanwhile does nothing, and keeps the focus. */
export async function send(form, button, then) {
  if (button.ariaDisabled === "true") return;
  const body = new FormData(form);
  const isAction = form.classList.contains("action");
  const place = placeOf(form);
  if (isAction && !(await ask(form, button, body))) return;
  body.set("zone", zone);
  button.ariaDisabled = "true";
  const sent = new URLSearchParams(body);
  // Only pages over https or from this machine have it; without it a repeat counts as a new command.
  const delivery = unanswered.get(`${sent}`) ?? crypto.randomUUID?.();
  try {
    if (form.action.endsWith("/raise")) expectRaised();
    const headers = { "x-requested-with": "gumshoe" };
    if (delivery) headers["x-delivery"] = delivery;
    const response = await fetch(form.action, { method: "POST", body: sent, headers });
    const text = await response.text();
    unanswered.delete(`${sent}`);
    if (response.ok) drafts.delete(button.title);
    if (!response.ok) showError(text, place);
    else if (text !== "") showAnswer(toElement(text), place);
    if (response.ok && !isAction) form.reset();
    await then();
  } catch {
    unanswered.set(`${sent}`, delivery);
    const again =
      delivery && form.action.endsWith("/say")
        ? "Send it again once the connection is back: it is not done twice"
        : "It may have taken this or not: look at the page before you send it again";
    showError(`Gumshoe did not answer. What you typed is kept. ${again}.`, place);
  } finally {
    button.ariaDisabled = null;
  }
}
