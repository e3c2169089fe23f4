import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { renderCard } from "../../adapters/web/render/card.ts";
import type { Card } from "../../src/card/card.ts";

/** A phone's window, CSS pixels. */
export const PHONE = { width: 390, height: 844 } as const;

const style = readFileSync(new URL("../../adapters/web/assets/style.css", import.meta.url), "utf8");
const chart = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="140"/>')}`;
const links = { investigation: () => "/i", chart: () => chart, file: () => "/f" };

/** How high a card stands on the page, CSS pixels, in a window of a phone's width. */
export async function heightOf(page: Page, card: Card): Promise<number> {
  const shown = await renderCard(card, links, { interactive: true });
  await page.setContent(
    `<!doctype html><style>${style}</style><div class="columns"><main><article>${shown}</article></main></div>`,
  );
  return page.locator(".card").evaluate((element) => Math.round(element.getBoundingClientRect().height));
}
