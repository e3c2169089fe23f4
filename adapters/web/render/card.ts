import { createHash } from "node:crypto";
import { html } from "hono/html";
import {
  type Action,
  type Block,
  type Card,
  type Text,
  type TextSpan,
  type Tone,
  UNDO_WORDS,
} from "../../../src/card/card.ts";
import { type Field, type FormName, formOf, forms, optionsOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";

/** Escaped HTML, as `hono/html` makes it. */
export type Html = ReturnType<typeof html>;

/** The targets of a card's links; signed unless the page is a playground. */
export interface Links {
  investigation(number: string): string;
  chart(archive: string, theme: "light" | "dark", size: "wide" | "phone"): string;
  file(archive: string, name: string): string;
}

/** The emoji before the tone's word: colour and shape never stand alone. */
const EMOJI: Readonly<Record<Tone, string>> = {
  alarm: "🔴",
  acknowledged: "🟠",
  inconclusive: "⚪",
  ok: "🟢",
  neutral: "",
};

/** What fits; the rest is counted. */
const LIMIT = { text: 2_000, quote: 600, title: 300, facts: 20, points: 20, rows: 30, buttons: 5 } as const;

/** The id of a message's element. */
export function elementId(place: string, key: string): string {
  return `m-${createHash("sha1").update(`${place} ${key}`).digest("hex").slice(0, 16)}`;
}

/** Renders a card as the content of an article. Pure. The template escapes all external text, once. */
export function renderCard(card: Card, links: Links, options: { readonly interactive: boolean }): Html {
  const emoji = EMOJI[card.tone];
  const title = titleOf(card);
  const linked = card.investigation ? html`<a href="${links.investigation(card.investigation)}">${title}</a>` : title;
  return html`<div class="card ${card.tone}">
    <h3>${emoji === "" ? "" : html`<span aria-hidden="true">${emoji}</span> `}${linked}</h3>
    ${card.blocks.map((block) => renderBlock(block, links, options.interactive))}
  </div>`;
}

/** The title; its number stays on one line. */
function titleOf({ title, investigation }: Card): Html {
  const at = investigation === undefined ? -1 : title.indexOf(` · ${investigation}`);
  if (investigation === undefined || at < 0) return html`${cut(title, LIMIT.title)}`;
  const [before, after] = [title.slice(0, at), title.slice(at + investigation.length + 3)];
  return html`${cut(before, LIMIT.title)} <span class="whole">· ${investigation}</span>${cut(after, LIMIT.title)}`;
}

/** The longest name that stays on one line of a phone. */
const LONGEST_WHOLE = 26;

/** Text whose names and options are not broken after their hyphens: "--role-name", "eu-west-1". */
function unbroken(text: string): Html {
  const parts = text.split(/(\s+)/);
  return html`${parts.map((part) => (part.includes("-") && part.length <= LONGEST_WHOLE ? html`<span class="whole">${part}</span>` : part))}`;
}

function renderBlock(block: Block, links: Links, interactive: boolean): Html | "" {
  switch (block.type) {
    case "heading":
      return html`<h4>${cut(block.text, LIMIT.title)}</h4>`;
    case "text":
      return html`<p>${renderText(block.text)}</p>`;
    case "context":
      return html`<p class="context">${renderText(block.text)}</p>`;
    case "facts":
      return html`<dl>${block.facts.slice(0, LIMIT.facts).map(([label, value]) => html`<div><dt>${cut(label, 100)}</dt><dd>${renderText(value)}</dd></div>`)}</dl>${more(block.facts.length - LIMIT.facts)}`;
    case "quote":
      return html`<pre tabindex="0">${cut(block.text, LIMIT.quote)}</pre>`;
    case "command":
      return html`${toCopy(block.text)}${block.undo === undefined ? "" : html`<details class="undo"><summary>${UNDO_WORDS}</summary>${toCopy(block.undo)}</details>`}`;
    case "points":
      return html`<ul class="points">${block.points.slice(0, LIMIT.points).map(({ sign, text }) => html`<li class="${POINT[sign].style}"><span class="sign" aria-label="${POINT[sign].word}">${sign}</span><span>${renderText(text)}</span></li>`)}</ul>${more(block.points.length - LIMIT.points)}`;
    case "table":
      return renderTable(block);
    case "image":
      return renderImage(block, links);
    case "file":
      return html`<p class="context"><a href="${links.file(block.archive, block.name)}" download>${block.rows === undefined ? "" : `All ${block.rows} rows: `}${block.name}</a></p>`;
    case "progress":
      return html`<p class="progress"><progress max="${Math.max(1, block.planned)}" value="${block.done}">${block.done} of ${block.planned}</progress> ${renderText(block.text)}</p>`;
    case "links":
      return html`<p class="links">${block.links.map(renderSpan)}</p>`;
    case "actions":
      return interactive ? renderActions(block.actions) : "";
    default:
      return block satisfies never;
  }
}

function toCopy(command: string): Html {
  return html`<div class="command"><pre tabindex="0">${unbroken(command)}</pre><button type="button" class="copy">Copy</button></div>`;
}

const POINT = {
  "+": { word: "for", style: "for" },
  "-": { word: "against", style: "against" },
  "?": { word: "not checked", style: "unchecked" },
} as const;

/** A chart in wide and phone size, for light and dark mode: the wide one's labels would be unreadable on a phone. */
function renderImage({ archive, alt }: Extract<Block, { type: "image" }>, links: Links): Html {
  const source = (media: string, theme: "light" | "dark", size: "wide" | "phone"): Html =>
    html`<source media="${media}" srcset="${links.chart(archive, theme, size)}">`;
  return html`<figure><picture>${source("(max-width: 30rem) and (prefers-color-scheme: dark)", "dark", "phone")}${source("(max-width: 30rem)", "light", "phone")}${source("(prefers-color-scheme: dark)", "dark", "wide")}<img src="${links.chart(archive, "light", "wide")}" alt="${alt}" loading="lazy"></picture></figure>`;
}

function renderTable({ columns, rows }: Extract<Block, { type: "table" }>): Html {
  const numeric = (index: number): string => (columns[index]?.numeric ? "numeric" : "");
  const head = columns.map(({ name }, index) => html`<th scope="col" class="${numeric(index)}">${name}</th>`);
  const body = rows
    .slice(0, LIMIT.rows)
    .map(
      (row) => html`<tr>${row.map((cell, index) => html`<td class="${numeric(index)}">${cut(cell, 200)}</td>`)}</tr>`,
    );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${more(rows.length - LIMIT.rows)}`;
}

function renderActions(actions: readonly Action[]): Html {
  const visible = actions.filter(({ overflow }) => !overflow).slice(0, LIMIT.buttons);
  const hidden = actions.filter((action) => !visible.includes(action));
  const menu =
    hidden.length === 0
      ? ""
      : html`<details class="menu"><summary aria-label="More actions">⋯</summary><div>${hidden.map(renderAction)}</div></details>`;
  return html`<div class="actions">${visible.map(renderAction)}${menu}</div>`;
}

/** A form with the command that a person could type, so that it works without a script. */
function renderAction({ label, command, style, confirm }: Action): Html {
  const form = formOf(command);
  const fields = form === undefined ? "" : renderForm(form, initialOf(command));
  return html`<form method="post" action="/say" class="action"><input type="hidden" name="text" value="${command}"><button class="${style ?? ""}" title="${command}" data-confirm="${confirm ?? ""}">${label}</button>${fields}</form>`;
}

/** Fields that are asked for first; the script shows them in a dialog. */
function renderForm(name: FormName, initial: Readonly<Record<string, string>>): Html {
  return html`<fieldset hidden data-submit="${forms[name].submit}"><legend>${forms[name].title}</legend><input type="hidden" name="form" value="${name}">${forms[name].fields.map((field) => renderField(field, initial[field.name]))}</fieldset>`;
}

function renderField(field: Field, initial = ""): Html {
  const { name, label, type, hint = "", optional } = field;
  const required = optional ? "" : html` data-required="yes"`;
  const control =
    type === "choice"
      ? html`<select name="field.${name}">${optionsOf(field, initial).map((option) => html`<option${option === initial ? html` selected` : ""}>${option}</option>`)}</select>`
      : type === "lines"
        ? html`<textarea name="field.${name}" rows="3" maxlength="3000"${required}>${initial}</textarea>`
        : html`<input name="field.${name}" value="${initial}" placeholder="${hint}" maxlength="500" autocomplete="off"${required}>`;
  return html`<label>${label}${optional ? " (may stay empty)" : ""}${control}</label>`;
}

/** Plain text with its times, which the script shows in the reader's zone. */
function renderText(text: Text): Html {
  const spans = typeof text === "string" ? [text] : text;
  return html`${spans.map((span) => (typeof span === "string" ? unbroken(cut(span, LIMIT.text)) : renderSpan(span)))}`;
}

function renderSpan(span: Exclude<TextSpan, string>): Html {
  if ("time" in span) return renderTime(span.time);
  if ("calls" in span) return html`<strong>${cut(span.calls, LIMIT.title)}</strong>`;
  return html`<a href="${span.url}" rel="noopener noreferrer" target="_blank">${span.text}</a>`;
}

/** A time, in UTC until the script has run. */
export function renderTime(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(11, 16)} UTC</time>`;
}

function more(count: number): Html | "" {
  return count > 0 ? html`<p class="context">… and ${count} more</p>` : "";
}

function cut(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  return `${characters.slice(0, limit).join("")} … ${characters.length - limit} more`;
}
