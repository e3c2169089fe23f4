import { renderCard } from "../../adapters/web/render/card.ts";
import type { Card } from "../../src/card/card.ts";

const links = { investigation: () => "/i", chart: () => "/c", file: () => "/f" };

/** What the page shows of a card, as text, with the command of each button. */
export async function pageText(card: Card): Promise<string> {
  const html = String(await renderCard(card, links, { interactive: true }));
  return html
    .replaceAll(/<fieldset[\s\S]*?<\/fieldset>/g, "")
    .replaceAll(/<input type="hidden"[^>]*>/g, "")
    .replaceAll(
      /<button class="[^"]*" title="([^"]*)" data-(?:confirm|copy)="([^"]*)"[^>]*>([^<]*)<\/button>/g,
      (_, command: string, confirm: string, label: string) =>
        `[${label}: ${command}${confirm === "" ? "" : ` (asks: ${confirm})`}]\n`,
    )
    .replaceAll(/<img [^>]*alt="([^"]*)"[^>]*>/g, "picture: $1\n")
    .replaceAll(/<source[^>]*>|<progress[^>]*>[^<]*<\/progress>/g, "")
    .replaceAll(/<h3>/g, "# ")
    .replaceAll(/<h4>/g, "## ")
    .replaceAll(/<p class="context">/g, "small: ")
    .replaceAll(/<pre[^>]*>/g, "quote: ")
    .replaceAll(/<\/dt>/g, ": ")
    .replaceAll(/<\/t[hd]><t[hd]/g, " | <t")
    .replaceAll(/<summary[^>]*>([^<]*)<\/summary>/g, "$1\n")
    .replaceAll(/<span class="sign"[^>]*>([^<]*)<\/span>/g, "$1 ")
    .replaceAll(/<\/(?:h3|h4|p|pre|li|div|tr|figure|dd)>/g, "\n")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITY[name] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

const ENTITY: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
