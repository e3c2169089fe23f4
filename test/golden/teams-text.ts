import { toAdaptiveCard } from "../../adapters/teams/render/card.ts";
import type { CardAction, Element } from "../../adapters/teams/render/element.ts";
import type { Card } from "../../src/card/card.ts";

/** The Adaptive Card that Teams gets for a card, element by element, as text. */
export function teamsText(card: Card): string {
  const addresses = Object.fromEntries(
    card.blocks.flatMap((block) => ("archive" in block ? [[block.archive, "https://gumshoe.example/x"]] : [])),
  );
  const { speak = "", body } = toAdaptiveCard(card, addresses);
  return [`push: ${speak}`, ...body.map(elementText)].join("\n");
}

function elementText(element: Element): string {
  switch (element.type) {
    case "RichTextBlock": {
      const small = element.inlines.every(({ size }) => size === "Small") ? "small: " : "";
      return `${small}${readable(element.inlines.map(({ text }) => text).join(""))}`;
    }
    case "TextBlock":
      return `heading: ${element.text}`;
    case "Container":
      return element.items.map((item) => `${element.style}| ${elementText(item)}`).join("\n");
    case "Table":
      return element.rows
        .map(({ cells }) =>
          cells.map(({ items }) => items.map(elementText).join(" ").replace("small: ", "")).join(" | "),
        )
        .join("\n");
    case "Image":
      return `picture: ${element.altText}`;
    case "ActionSet":
      return actionsText(element.actions);
    case "Input.Text":
    case "Input.ChoiceSet":
      return `field: ${element.label}`;
    default:
      return element satisfies never;
  }
}

function actionsText(actions: readonly CardAction[]): string {
  const label = (action: CardAction): string => `[${action.title}${action.type === "Action.Submit" ? " …" : ""}]`;
  const [shown, more] = [actions.filter(({ mode }) => !mode), actions.filter(({ mode }) => mode)];
  return [
    shown.map(label).join(" "),
    ...(more.length > 0 ? [`⋯(${more.map(({ title }) => title).join(", ")})`] : []),
  ].join(" ");
}

/** Times as UTC: "{{TIME(2026-11-23T12:05:00Z)}}" is "12:05". */
function readable(text: string): string {
  return text.replaceAll(/(?:\{\{DATE\([^)]*\)\}\} )?\{\{TIME\([\d-]+T(\d\d:\d\d)[^)]*\)\}\}/g, "$1");
}
