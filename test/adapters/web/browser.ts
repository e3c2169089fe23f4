import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const installed = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A browser of this machine; undefined where there is none. `CHROMIUM` names another. */
export const executable = installed.find((path) => path !== undefined && path !== "" && existsSync(path));

/** Starts the browser without what asks for hosts of its own. */
export function startBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error("There is no browser.");
  return chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
}

/** The distance of an element from the top of the window, CSS pixels. */
export function topOf(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => Math.round(element.getBoundingClientRect().top));
}

/** What has the focus: the command of a button, else the element's name. */
export function focusOf(page: Page): Promise<string> {
  return page.evaluate<string>("document.activeElement.title || document.activeElement.localName");
}
