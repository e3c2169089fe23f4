import type { Action, Block, Link } from "../../../src/card/card.ts";
import { formOf } from "../../../src/card/form.ts";
import { withoutMiddle } from "../../../src/card/number.ts";
import type { CardAction, Element } from "./element.ts";
import { LIMIT } from "./limits.ts";
import { escaped, fitted, markdown } from "./text.ts";

/** URLs of charts and files: archive id → URL. Those without one are left out. */
export type Addresses = Readonly<Record<string, string>>;

/** Converts a block of a card into elements of an Adaptive Card. Pure. */
export function toElements(block: Block, addresses: Addresses): readonly Element[] {
  switch (block.type) {
    case "heading":
      return [{ type: "TextBlock", wrap: true, weight: "Bolder", text: line(block.text, LIMIT.text) }];
    case "text":
      return [{ type: "TextBlock", wrap: true, text: notEmpty(markdown(block.text, LIMIT.text)) }];
    case "context":
    case "progress":
      return [small(notEmpty(markdown(block.text, LIMIT.text)))];
    case "facts":
      return toFacts(block);
    case "quote":
      return [quote(fitted(block.text, LIMIT.text))];
    case "points":
      return toPoints(block);
    case "table":
      return toTable(block);
    case "image": {
      const url = addresses[block.archive];
      return url === undefined ? [] : [{ type: "Image", url, altText: fitted(block.alt, 1_000), size: "Stretch" }];
    }
    case "file": {
      const url = addresses[block.archive];
      const rows = `${block.rows.toLocaleString("en-US")} rows in all`;
      return [small(url === undefined ? rows : `${rows}: [${escaped(block.name)}](${url})`)];
    }
    case "links":
      return block.links.length === 0 ? [] : [{ type: "ActionSet", actions: block.links.map(toOpenUrl) }];
    case "actions":
      return block.actions.length === 0 ? [] : [{ type: "ActionSet", actions: toActions(block.actions) }];
    default:
      return block satisfies never;
  }
}

function small(text: string): Element {
  return { type: "TextBlock", wrap: true, size: "Small", isSubtle: true, spacing: "Small", text };
}

function quote(text: string): Element {
  const inside: Element = {
    type: "TextBlock",
    wrap: true,
    fontType: "Monospace",
    size: "Small",
    text: notEmpty(escaped(text)),
  };
  return { type: "Container", style: "emphasis", items: [inside] };
}

function more(count: number, what: string): readonly Element[] {
  return count > 0 ? [small(`… and ${count} more ${what}`)] : [];
}

function toFacts({ facts }: Extract<Block, { type: "facts" }>): readonly Element[] {
  const shown = facts.slice(0, LIMIT.facts).map(([label, value]) => ({
    title: line(label, 200),
    value: notEmpty(markdown(value, 1_000)),
  }));
  return shown.length === 0 ? [] : [{ type: "FactSet", facts: shown }, ...more(facts.length - shown.length, "facts")];
}

/** One line per point. */
function toPoints({ points }: Extract<Block, { type: "points" }>): readonly Element[] {
  const shown = points.slice(0, LIMIT.points);
  const lines = shown.map(
    ({ sign, text }): Element => ({
      type: "TextBlock",
      wrap: true,
      spacing: "None",
      text: `${SIGN[sign]} ${markdown(text, 600)}`,
    }),
  );
  return [...lines, ...more(points.length - shown.length, "(Why?)")];
}

/** With an invisible prefix, because Teams turns lines that begin with one of these into lists. */
const SIGN = { "+": "\u200B+", "-": "\u200B-", "?": "?" } as const;

function toTable({ columns, rows }: Extract<Block, { type: "table" }>): readonly Element[] {
  const shown = rows.slice(0, LIMIT.rows);
  const cellsOf = (cells: readonly string[], bold: boolean) => ({
    type: "TableRow" as const,
    cells: columns.map((_, index) => ({
      type: "TableCell" as const,
      items: [cellText(cells[index] ?? "", bold)],
    })),
  });
  const head = columns.map(({ name }) => name);
  const table: Element = {
    type: "Table",
    firstRowAsHeader: true,
    columns: columns.map(({ numeric }) => ({
      width: 1,
      ...(numeric && { horizontalCellContentAlignment: "Right" as const }),
    })),
    rows: [cellsOf(head, true), ...shown.map((row) => cellsOf(row, false))],
  };
  return columns.length === 0 ? [] : [table, ...more(rows.length - shown.length, "rows")];
}

function cellText(text: string, bold: boolean): Element {
  const shown = notEmpty(line(text, 200));
  return { type: "TextBlock", wrap: true, size: "Small", text: shown, ...(bold && { weight: "Bolder" as const }) };
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

function line(text: string, limit: number): string {
  return notEmpty(escaped(fitted(text.replaceAll(/\s+/g, " "), limit)));
}

export function notEmpty(text: string): string {
  return text.trim() === "" ? "–" : text;
}
