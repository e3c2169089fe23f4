// Forms without a reload: each answer stands beside what was pressed.
import { expectRaised } from "./cards.js";
import { announce, isOnScreen } from "./place.js";
import { toElement, zone } from "./times.js";

/** Puts an answer below the card or the box that it answers, in place of the one before. */
function showAnswer(element, form) {
  const near = form.closest(".answer") ?? form.closest(".card") ?? form;
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

function showError(text, form) {
  const box = toParagraph(text);
  box.className = "answer failed";
  showAnswer(box, form);
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
  shown.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  return new Promise((resolve) => {
    const close = () => {
      for (const field of shown.querySelectorAll("[name]")) body.set(field.name, field.value);
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
  if (isAction && !(await ask(form, button, body))) return;
  body.set("zone", zone);
  button.ariaDisabled = "true";
  try {
    if (form.action.endsWith("/raise")) expectRaised();
    const headers = { "x-requested-with": "gumshoe" };
    // Only pages over https or from this machine have it; without it a repeat by the browser counts as a new command.
    if (crypto.randomUUID) headers["x-delivery"] = crypto.randomUUID();
    const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), headers });
    const text = await response.text();
    if (!response.ok) showError(text, form);
    else if (text !== "") showAnswer(toElement(text), form);
    if (response.ok && !isAction) form.reset();
    await then();
  } catch {
    showError(
      "Gumshoe did not answer. It may have taken this or not: look at the card before you send it again.",
      form,
    );
  } finally {
    button.ariaDisabled = null;
  }
}
