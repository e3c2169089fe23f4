import type { types } from "@slack/bolt";
import { type Block, plain, type Text, UNDO_WORDS } from "../../../src/card/card.ts";
import { toActions, toLinks } from "./actions.ts";
import { LIMIT } from "./limits.ts";
import { type ThreadLinks, tableBlocks, tableText } from "./table.ts";
import { taskCard } from "./task.ts";
import { escapeCode, fitted, markup, mrkdwn, plainText, toTextObject } from "./text.ts";

/** Slack's file ids of charts and files: archive id → file id. */
export type HeldFiles = Readonly<Record<string, string>>;

/** Blocks that newer Slack workspaces show in a form of their own, which others refuse; only messages have them. */
export type OwnBlock = "table" | "progress";

/** How a card is shown. */
export interface Rendering {
  readonly held?: HeldFiles;
  /** What is shown in Slack's own form: a table, else aligned text; a task card, else small text. */
  readonly own?: readonly OwnBlock[];
  /** Where the names of investigations lead to in a table of Slack's own. */
  readonly threads?: ThreadLinks;
}

const NO_LINKS: ThreadLinks = new Map();

/** Shorter facts share a line with another. */
const SHORT_FACT = 40;

function code(text: string): types.SectionBlock {
  return section(markup(`\`\`\`\n${fitted(text, LIMIT.section - 10, escapeCode)}\n\`\`\``));
}

/** Converts a block of a card into Slack's blocks. Pure. `name` distinguishes rows of buttons, and tasks. */
export function toBlocks(block: Block, rendering: Rendering, name: string): readonly types.KnownBlock[] {
  const { held = {}, own = [], threads = NO_LINKS } = rendering;
  switch (block.type) {
    case "heading":
      return [section(markup(`*${mrkdwn(block.text, LIMIT.section - 2)}*`))];
    case "text":
      return [section(toTextObject(block.text, LIMIT.section))];
    case "context":
      return [toContext(block.text)];
    case "facts":
      return toFacts(block.facts);
    case "quote":
      return [code(block.text)];
    case "command":
      if (block.undo === undefined) return [code(block.text)];
      return [code(block.text), toContext(`${UNDO_WORDS}:`), code(block.undo)];
    case "points":
      return toPoints(block.points);
    case "table":
      return (own.includes("table") ? tableBlocks(block, threads) : undefined) ?? [section(markup(tableText(block)))];
    case "image":
      return toImage(block, held);
    case "file":
      return [toContext(fileWords(block, held))];
    case "progress":
      return [own.includes("progress") ? taskCard(block, name) : toContext(block.text)];
    case "links":
      return toLinks(block.links, name);
    case "actions":
      return toActions(block.actions, name);
    default:
      return block satisfies never;
  }
}

function toContext(text: Text): types.KnownBlock {
  return { type: "context", elements: [toTextObject(text, LIMIT.contextElement)] };
}

function section(text: types.TextObject): types.SectionBlock {
  return { type: "section", text, expand: true };
}

type Facts = Extract<Block, { type: "facts" }>["facts"];

function toFacts(facts: Facts): readonly types.KnownBlock[] {
  const short = facts.every(([, value]) => plain(value).length <= SHORT_FACT);
  const one = ([label, value]: Facts[number], limit: number): types.MrkdwnElement =>
    markup(`*${mrkdwn(label, 200)}*\n${mrkdwn(value, limit - 210)}`);
  if (!short) return facts.map((fact) => section(one(fact, LIMIT.section)));
  const groups: types.KnownBlock[] = [];
  for (let index = 0; index < facts.length; index += LIMIT.fields) {
    const fields = facts.slice(index, index + LIMIT.fields).map((fact) => one(fact, LIMIT.field));
    groups.push({ type: "section", fields });
  }
  return groups;
}

/** Evidence for and against, a line each, as many as a section holds; the rest is counted. */
function toPoints(points: Extract<Block, { type: "points" }>["points"]): readonly types.KnownBlock[] {
  const lines: string[] = [];
  let room = LIMIT.section - 60;
  for (const { sign, text } of points) {
    const line = `${sign} ${mrkdwn(text, 600)}`;
    room -= [...line].length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const rest = points.length - lines.length;
  if (lines.length === 0) return [];
  return [section(markup(`${lines.join("\n")}${rest > 0 ? `\n… and ${rest} more (Why?)` : ""}`))];
}

function toImage({ archive, alt }: Extract<Block, { type: "image" }>, held: HeldFiles): readonly types.KnownBlock[] {
  const id = held[archive];
  if (id === undefined) return [];
  return [{ type: "image", slack_file: { id }, alt_text: plainText(alt, LIMIT.alt).text }];
}

function fileWords({ archive, name, rows }: Extract<Block, { type: "file" }>, held: HeldFiles): string {
  const where = held[archive] === undefined ? "" : `${name}, in this thread`;
  if (rows === undefined) return where === "" ? name : where;
  const all = `${rows.toLocaleString("en-US")} rows in all`;
  return where === "" ? all : `${all}: ${where}`;
}
