import { mkdirSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { playground } from "../../adapters/recording/source.ts";
import { web } from "../../adapters/web/connect.ts";
import { silentLog } from "../../src/log/log.ts";
import { readConfig } from "../../src/process/config.ts";
import { start } from "../../src/process/start.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { executable, startBrowser } from "../../test/adapters/web/browser.ts";
import { smallerPng } from "./png.ts";

/**
 * `npm run picture`: plays one simulated incident on the page, and writes its card with the verdict, in light and dark mode, into
 * docs/pictures/. It needs a browser: Chromium or Chrome, or the one that `CHROMIUM` names.
 */
const INCIDENT = "orders-failing";
/** CSS pixels; the card is then about as wide as GitHub shows a README. */
const WINDOW = { width: 1180, height: 1400 };

if (executable === undefined) {
  process.stdout.write("There is no browser, so no picture was made. CHROMIUM can name one.\n");
} else {
  await takePictures(fileURLToPath(new URL("../../docs/pictures/", import.meta.url)));
}

/** Writes card-light.png and card-dark.png, both of the same card, with two pixels for each CSS pixel. */
async function takePictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const now = (): Date => new Date();
  const parts = { platforms: [web], doors: [], sources: [playground], stores: createMemoryStores({ now }), now };
  const config = readConfig({ PORT: "0", TELEMETRY: "playground" }, [web, playground]);
  const running = await start(config, { ...parts, log: silentLog });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: WINDOW, deviceScaleFactor: 2, timezoneId: "UTC" });
    await page.goto(`http://127.0.0.1:${running.port}/`);
    await play(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const path = `${folder}card-${colorScheme}.png`;
      writeFileSync(path, smallerPng(await page.locator("#channel > article > .card").screenshot()));
      process.stdout.write(`${path}\n`);
    }
  } finally {
    await browser.close();
    await running.stop();
  }
}

/** Raises the incident, and waits until its card has a confirmed cause and no look is under way. */
async function play(page: Page): Promise<void> {
  const raise = page.locator("form", { has: page.locator(`input[name="incident"][value="${INCIDENT}"]`) });
  await raise.getByRole("button").click();
  const card = page.locator("#channel > article > .card");
  await card.getByText("Cause (confirmed)").waitFor({ timeout: 120_000 });
  await card.locator("progress").waitFor({ state: "detached", timeout: 120_000 });
}
