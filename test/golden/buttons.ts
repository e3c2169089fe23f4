import { readdirSync, readFileSync } from "node:fs";
import type { Action } from "../../src/card/card.ts";
import { cards } from "../adapters/cards.ts";

const FOLDER = new URL("cards/", import.meta.url);
/** A button in a golden file: `[Close: G-1001 close (asks: It still fires.)]`. */
const BUTTON = /^\[([^:\]]+): (.+?)(?: \(asks: (.+)\))?\]$/;

/** The buttons of a card's page, which has the command of each. */
function buttonsIn(file: string): readonly Action[] {
  const lines = readFileSync(new URL(file, FOLDER), "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, label, command, confirm] = BUTTON.exec(line) ?? [];
    return label === undefined || command === undefined ? [] : [{ label, command, ...(confirm && { confirm }) }];
  });
}

/** A button without what differs from one card to the next: numbers, times, and what is named. */
function kindOf({ label, command, confirm }: Action): string {
  const words = command
    .replaceAll(/"[^"]*"/g, "…")
    .replaceAll(/\b\d{4}-[\d:TZ.-]+/g, "…")
    .replaceAll(/\b\S*[=/]\S*|\b[A-Z]\w*[a-z]\w*/g, "…")
    .replaceAll(/\b(?:traces|errors of|p\d+|Sum|Average|Maximum) \w+/g, "…")
    .replaceAll(/…(?: …)+/g, "…")
    .replaceAll(/\d+/g, "0");
  return `${label.replaceAll(/\d+/g, "0")}: ${words}${confirm === undefined ? "" : "?"}`;
}

/** One button of each kind that there is on the cards of the golden files, and on those that stand beside them. */
export function buttonsOfCards(): readonly Action[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".page.txt"));
  const others = cards.flatMap(([, { blocks }]) =>
    blocks.flatMap((block) => (block.type === "actions" ? block.actions : [])),
  );
  const kinds = new Map([...files.flatMap(buttonsIn), ...others].map((action) => [kindOf(action), action]));
  return [...kinds.values()];
}
