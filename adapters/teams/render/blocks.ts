import { type Action, type Block, type Link, type Text, UNDO_WORDS } from "../../../src/card/card.ts";
import { formOf } from "../../../src/card/form.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import type { CardAction, Element, TextLook, TextRun } from "./element.ts";
import { LIMIT } from "./limits.ts";
import { fitted, link, literal, mentionsOf, shown, toRuns } from "./text.ts";

/** URLs of charts and files: archive id → URL. Those without one are left out. */
export type Addresses = Readonly<Record<string, string>>;

/** Instead of the URL of a file that a card beside this one offers: it has none. */
export const OFFERED = "offered";

/** Converts a block of a card into elements of an Adaptive Card. Pure. */
export function toElements(block: Block, addresses: Addresses): readonly Element[] {
  switch (block.type) {
    case "heading":
      return [heading(block.text)];
    case "text":
      return toText(block.text);
    case "context":
    case "progress":
      return [small(toRuns(block.text, LIMIT.text, SMALL))];
    case "facts":
      return toFacts(block);
    case "quote":
      return [quote(fitted(block.text, LIMIT.text))];
    case "command": {
      const copied = quote(fitted(block.text, LIMIT.text));
      if (block.undo === undefined) return [copied];
      return [copied, small(literal(`${UNDO_WORDS}:`, SMALL)), quote(fitted(block.undo, LIMIT.text))];
    }
    case "points":
      return toPoints(block);
    case "table":
      return toTable(block);
    case "image": {
      const url = addresses[block.archive];
      return url === undefined ? [] : [{ type: "Image", url, altText: fitted(block.alt, 1_000), size: "Stretch" }];
    }
    case "file": {
      const held = addresses[block.archive];
      const url = held === OFFERED ? undefined : held;
      const name = url === undefined ? literal(block.name, SMALL) : link({ text: block.name, url }, SMALL);
      if (block.rows === undefined) return [small(name)];
      const rows = literal(`${block.rows.toLocaleString("en-US")} rows in all`, SMALL);
      return [small(url === undefined ? rows : [...rows, ...literal(": ", SMALL), ...name])];
    }
    case "links":
      return block.links.length === 0 ? [] : [{ type: "ActionSet", actions: block.links.map(toOpenUrl) }];
    case "actions":
      return block.actions.length === 0 ? [] : [{ type: "ActionSet", actions: toActions(block.actions) }];
    default:
      return block satisfies never;
  }
}

const SMALL = { size: "Small", isSubtle: true } as const;

/** A text; whom it mentions stands in front of it, because only a TextBlock mentions. */
function toText(text: Text): readonly Element[] {
  const mentions = mentionsOf(text);
  if (mentions.length === 0) return [shown(toRuns(text, LIMIT.text))];
  const called: Element = { type: "TextBlock", wrap: true, text: mentions.map((mention) => mention.text).join(", ") };
  return [called, shown(toRuns(text, LIMIT.text))];
}

function small(runs: readonly TextRun[]): Element {
  return shown(runs, "Small");
}

/** What Markdown could read in a line. */
const MARKUP = /[*_~`\\[\]<>{}|#&]|^\s*(?:[-+=]|\d+[.)])|https?:|www\./i;

/** A heading for screen readers, too; one with what Markdown would change is only bold. */
export function heading(text: string, look: TextLook = {}): Element {
  const line = oneLine(text, LIMIT.title);
  const bold = { weight: "Bolder", size: "Default", ...look } as const;
  if (MARKUP.test(line)) return shown(literal(line, bold));
  return { type: "TextBlock", wrap: true, style: "heading", ...bold, text: line };
}

function quote(text: string): Element {
  const look = { fontType: "Monospace", size: "Small" } as const;
  return { type: "Container", style: "emphasis", items: [shown(literal(notEmpty(text), look))] };
}

function more(count: number, what: string): readonly Element[] {
  return count > 0 ? [small(literal(`… and ${count} more ${what}`, SMALL))] : [];
}

/** One line per fact. */
function toFacts({ facts }: Extract<Block, { type: "facts" }>): readonly Element[] {
  const lines = facts.slice(0, LIMIT.facts).map(([label, value], index) => {
    const name = literal(`${oneLine(label, 200)}: `, { weight: "Bolder" });
    return shown([...name, ...toRuns(value, 1_000)], index === 0 ? undefined : "None");
  });
  return [...lines, ...more(facts.length - lines.length, "facts")];
}

/** One line per point. */
function toPoints({ points }: Extract<Block, { type: "points" }>): readonly Element[] {
  const lines = points
    .slice(0, LIMIT.points)
    .map(({ sign, text }, index) =>
      shown([...literal(`${sign} `), ...toRuns(text, 600)], index === 0 ? "Small" : "None"),
    );
  return [...lines, ...more(points.length - lines.length, "(Why?)")];
}

function toTable({ columns, rows }: Extract<Block, { type: "table" }>): readonly Element[] {
  const cut = rows.slice(0, LIMIT.rows).map((row) => columns.map((_, index) => oneLine(row[index] ?? "", 200)));
  const head = columns.map(({ name }) => oneLine(name, 200));
  const toRow = (cells: readonly string[], look: TextLook) => ({
    type: "TableRow" as const,
    cells: cells.map((text) => ({ type: "TableCell" as const, items: [shown(literal(text, look))] })),
  });
  const table: Element = {
    type: "Table",
    firstRowAsHeader: true,
    columns: columns.map(({ numeric }, index) => ({
      width: widthOf([head, ...cut].map((row) => row[index] ?? "")),
      ...(numeric && { horizontalCellContentAlignment: "Right" as const }),
    })),
    rows: [toRow(head, { size: "Small", weight: "Bolder" }), ...cut.map((row) => toRow(row, { size: "Small" }))],
  };
  return columns.length === 0 ? [] : [table, ...more(rows.length - cut.length, "rows")];
}

/** A column's share of the width: what its widest word and its padding need, so that no word breaks, or a short text on one line. */
function widthOf(cells: readonly string[]): number {
  const widest = (texts: readonly string[]): number => Math.max(1, ...texts.map(lettersOf));
  const word = widest(cells.flatMap((cell) => cell.split(/[\s,/-]+/)));
  return Math.ceil(Math.max(Math.min(word, 24), Math.min(widest(cells), 12))) + PADDING;
}

/** The width of a cell's padding, in letters. */
const PADDING = 5;

/** The width of a text in small letters; capitals are wider. */
function lettersOf(text: string): number {
  return text.length + 0.3 * (text.match(/\p{Lu}/gu)?.length ?? 0);
}

/** Actions with a dialog are a Submit, because Teams opens none for an Execute; those that need room go behind "…" as secondary ones. */
export function toActions(actions: readonly Action[]): readonly CardAction[] {
  return actions.map((action, index): CardAction => {
    const { label, command, style, overflow, confirm } = action;
    const look = {
      title: withoutMiddle(label, LIMIT.label),
      ...(style !== undefined && { style: style === "primary" ? ("positive" as const) : ("destructive" as const) }),
      ...((overflow || index >= LIMIT.primary) && { mode: "secondary" as const }),
    };
    return opensDialog(action)
      ? {
          type: "Action.Submit",
          ...look,
          data: { command, ...(confirm && { confirm }), msteams: { type: "task/fetch" } },
        }
      : { type: "Action.Execute", ...look, verb: "say", data: { command } };
  });
}

function toOpenUrl({ url, text }: Link): CardAction {
  return { type: "Action.OpenUrl", title: withoutMiddle(text, LIMIT.label), url };
}

/** Whether an action is a form, needs confirmation, or shows an answer to read. */
function opensDialog({ command, confirm }: Action): boolean {
  return (
    formOf(command) !== undefined || confirm !== undefined || /^(?:G-\d+ )?(?:why|status|hyp|help)\b/.test(command)
  );
}

function oneLine(text: string, limit: number): string {
  return notEmpty(fitted(text.replaceAll(/\s+/g, " ").trim(), limit));
}

export function notEmpty(text: string): string {
  return text.trim() === "" ? "–" : text;
}
