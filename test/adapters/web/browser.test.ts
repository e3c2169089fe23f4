import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Card } from "../../../src/card/card.ts";
import { bare } from "../../bare.ts";
import { executable, focusOf, startBrowser, topOf } from "./browser.ts";
import { card, type Stage, startStage } from "./stage.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

const identity = (number: number) => ({ stream: `investigation/${number}`, slot: "root" });
const lines = (count: number, text: string): Card["blocks"] =>
  Array.from({ length: count }, (_, index) => ({ type: "text" as const, text: `${text} ${index}` }));
const ack = { type: "actions" as const, actions: [{ label: "Ack", command: "G-1 ack" }] };
const alarm = (number: number, more: Card["blocks"] = []): ReturnType<typeof bare> =>
  bare(card(`ALARM checkout-${number}`, { blocks: [...lines(6, "line"), ack, ...more] }));

describe.skipIf(executable === undefined)("in a browser (skipped where none is installed)", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  async function visit(stage: Stage, size = desktop, path = "/"): Promise<Page> {
    const page = await browser.newPage({ viewport: size });
    await page.goto(stage.url + path);
    return page;
  }

  /** As many conversations as fill several screens, each told live. */
  async function fill(stage: Stage, count: number) {
    const posted = [];
    for (let number = 1; number <= count; number++) {
      posted.push(await stage.web.chat.post("web:general", alarm(number), identity(number)));
    }
    return posted;
  }

  test("the answer stands beside what was pressed, and place and focus stay", async () => {
    const answer = card("NOTED", { tone: "neutral" });
    await using stage = await startStage({ answer: { type: "reply", card: answer, refused: false } });
    await fill(stage, 6);
    const page = await visit(stage);
    const article = page.locator("#channel > article").nth(2);
    const button = article.getByRole("button", { name: "Ack" });
    await button.scrollIntoViewIfNeeded();
    await button.focus();
    const before = await button.evaluate((element) => element.getBoundingClientRect().top);
    await button.press("Enter");
    await article.locator(":scope > .answer").waitFor();
    expect(await article.locator(":scope > .card + .answer h3").textContent()).toContain("NOTED");
    expect(await button.evaluate((element) => element.getBoundingClientRect().top)).toBeCloseTo(before, 0);
    expect(await focusOf(page)).toBe("G-1 ack");
    await page.close();
  });

  test("what is read stays where it is while a verdict and a new alarm arrive, which is announced", async () => {
    await using stage = await startStage();
    const posted = await fill(stage, 6);
    const page = await visit(stage);
    await page.mouse.move(200, 300);
    await page.locator("#channel > article").nth(3).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 200);
    const read = await page.evaluate<string>(
      '"#" + document.elementFromPoint(innerWidth / 4, innerHeight * 0.4).closest("article").id',
    );
    const before = await topOf(page, read);
    await stage.web.chat.edit("web:general", posted[5]!.message, alarm(6, lines(9, "the verdict")));
    await page.getByText("the verdict 8").waitFor();
    expect(await topOf(page, read)).toBe(before);
    await stage.web.chat.post("web:general", alarm(7), identity(7));
    await page.getByRole("button", { name: "1 new alarm" }).waitFor();
    expect(await topOf(page, read)).toBe(before);
    expect(await page.title()).toMatch(/^\(1\) /);
    await page.getByRole("button", { name: "1 new alarm" }).click();
    expect(await page.locator("#channel > article").first().locator("h3").first().textContent()).toContain(
      "checkout-7",
    );
    await expect.poll(() => page.title()).not.toMatch(/^\(1\)/);
    await page.close();
  });

  test("a card that changes keeps the focus on what stands where the button stood", async () => {
    await using stage = await startStage();
    const posted = await fill(stage, 2);
    const page = await visit(stage);
    await page.locator("#channel > article").first().getByRole("button", { name: "Ack" }).focus();
    const unack = { type: "actions" as const, actions: [{ label: "Unack", command: "G-1 unack" }] };
    await stage.web.chat.edit("web:general", posted[1]!.message, bare(card("ACKED", { blocks: [unack] })));
    await page.getByRole("article", { name: "ACKED" }).getByRole("button", { name: "Unack" }).waitFor();
    expect(await focusOf(page)).toBe("G-1 unack");
    await page.close();
  });

  test("a form asks, sends what was typed, and can be cancelled", async () => {
    await using stage = await startStage({ answer: { type: "reply", card: card("NOTED"), refused: false } });
    const note = { type: "actions" as const, actions: [{ label: "Note", command: "G-1 note" }] };
    await stage.web.chat.post("web:general", bare(card("ALARM x", { blocks: [note] })), identity(1));
    const page = await visit(stage);
    const button = page.getByRole("button", { name: "Note", exact: true });
    await button.click();
    await page.keyboard.press("Escape");
    expect(stage.inbounds).toEqual([]);
    await button.click();
    await page.keyboard.type("rolled back");
    await page.locator("dialog button.primary").click();
    await page.locator(".answer").waitFor();
    expect(stage.inbounds[0]?.text).toContain("rolled back");
    await page.close();
  });

  test("an answer that comes after its card has changed stands below the new card", async () => {
    await using stage = await startStage({ answer: { type: "reply", card: card("NOTED"), refused: false } });
    const [posted] = await fill(stage, 1);
    const page = await visit(stage);
    const release = Promise.withResolvers<void>();
    await page.route("**/say", async (route) => {
      await release.promise;
      await route.continue();
    });
    await page.getByRole("button", { name: "Ack" }).click();
    await stage.web.chat.edit("web:general", posted!.message, alarm(1, lines(1, "the verdict")));
    await page.getByText("the verdict 0").waitFor();
    release.resolve();
    await page.locator("article > .card + .answer", { hasText: "NOTED" }).waitFor();
    await page.close();
  });

  test("what was typed while the server was away is kept, and sent again as the same delivery", async () => {
    await using stage = await startStage({ answer: { type: "reply", card: card("NOTED"), refused: false } });
    const note = { type: "actions" as const, actions: [{ label: "Note", command: "G-1 note" }] };
    await stage.web.chat.post("web:general", bare(card("ALARM x", { blocks: [note] })), identity(1));
    const page = await visit(stage);
    const deliveries: (string | undefined)[] = [];
    await page.route("**/say", async (route) => {
      deliveries.push(route.request().headers()["x-delivery"]);
      await (deliveries.length === 1 ? route.abort() : route.continue());
    });
    const button = page.getByRole("button", { name: "Note", exact: true });
    await button.click();
    await page.keyboard.type("rolled back");
    await page.locator("dialog button.primary").click();
    await page.locator(".answer.failed", { hasText: "What you typed is kept." }).waitFor();
    await button.click();
    await page.locator("dialog button.primary").click();
    await page.locator(".answer", { hasText: "NOTED" }).waitFor();
    expect(stage.inbounds.map(({ text }) => text)).toEqual([expect.stringContaining("rolled back")]);
    expect(deliveries[1]).toBe(deliveries[0]);
    await page.close();
  });

  test("a page that lost its server says so and since when, and heals", async () => {
    const stage = await startStage();
    await fill(stage, 1);
    const page = await visit(stage);
    await page.getByRole("heading", { name: "ALARM checkout-1" }).waitFor();
    await stage[Symbol.asyncDispose]();
    await expect.poll(() => page.locator("#lost").textContent()).toMatch(/No connection to Gumshoe since \d\d:\d\d/);
    await page.getByRole("button", { name: "Ack" }).click();
    await page.locator(".answer.failed", { hasText: "Gumshoe did not answer." }).waitFor();
    await using again = await startStage({ shared: stage.host, port: Number(new URL(stage.url).port) });
    await again.web.chat.post("web:general", alarm(2), identity(2));
    await page.getByRole("heading", { name: "ALARM checkout-2" }).waitFor();
    expect(await page.locator("#lost").isHidden()).toBe(true);
    await page.close();
  });

  test("on a phone the incidents to press stand first, and nothing is wider than the screen", async () => {
    await using stage = await startStage();
    await fill(stage, 3);
    const page = await visit(stage, phone);
    expect(await topOf(page, "aside")).toBeLessThan(await topOf(page, "#channel"));
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(phone.width);
    await page.close();
  });

  test("an investigation's page shows what a reader selects, links to each moment, and prints without buttons", async () => {
    await using stage = await startStage();
    const page = await visit(stage, desktop, "/investigations/G-1042");
    const entry = page.locator("#feed > li");
    await page.getByLabel("Evidence").check();
    expect(await entry.isVisible()).toBe(false);
    await page.getByLabel("People").check();
    expect(await entry.isVisible()).toBe(true);
    await entry.locator(".meta a").click();
    expect(page.url()).toMatch(/#entry-1$/);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button", { name: "Ack" }).isVisible()).toBe(false);
    expect(await entry.isVisible()).toBe(true);
    await page.close();
  });

  test.each([
    ["the channel", "/", "light"],
    ["the channel", "/", "dark"],
    ["an investigation", "/investigations/G-1042", "light"],
    ["an investigation", "/investigations/G-1042", "dark"],
  ] as const)("axe finds nothing against %s (%s, %s)", async (_name, path, colorScheme) => {
    await using stage = await startStage();
    await fill(stage, 2);
    const page = await visit(stage, desktop, path);
    await page.emulateMedia({ colorScheme });
    // The page's policy lets no foreign script in; the test's own is evaluated from outside.
    await page.evaluate(axe);
    const violations = await page.evaluate<readonly string[]>(
      "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
    );
    expect(violations).toEqual([]);
    await page.close();
  });
});
