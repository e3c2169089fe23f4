import { afterEach, expect, test } from "vitest";
import type { Block, Card } from "../../src/card/card.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { LINES } from "../../src/record/timeline-card.ts";
import { diagnosis } from "../investigation/given.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

/** A house in which an alarm fired and a cause was proposed. */
async function withCause(...causes: readonly string[]): Promise<House> {
  const house = createHouse();
  houses.push(house);
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  await house.say("G-1001 investigate");
  const meta = { id: "round", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  await house.app.handle(streamOf(1001), { type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }, meta);
  return house;
}

async function cardOf(house: House, text: string): Promise<Card> {
  const received = await house.say(text);
  if (received.type !== "reply") throw new Error(`${text} was ${received.type}`);
  return received.card;
}

const rowsOf = ({ blocks }: Card): readonly (readonly string[])[] =>
  blocks.flatMap((block: Block) => (block.type === "table" ? block.rows : []));

test("timeline shows who did what in the reader's zone, and what was taken back", async () => {
  const house = await withCause("cart");
  await house.say("G-1001 accept h1");
  await house.say("G-1001 restore h1");
  await house.say("G-1001 note *rolled* <back>");
  const card = await cardOf(house, "G-1001 timeline");
  const told = rowsOf(card).map(([, what, who]) => `${who}: ${what}`);
  expect(told.findIndex((line) => line.startsWith("Ana: Accepted h1"))).toBeGreaterThan(0);
  expect(told.findIndex((line) => line.startsWith("Ana: Took the decision back on h1"))).toBeGreaterThan(0);
  expect(told).toContain("Ana: *rolled* <back> (n1)");
  expect(rowsOf(card).every(([when]) => /^(?:\d+ \w+ )?\d\d:\d\d UTC$/.test(when ?? ""))).toBe(true);
});

test("a long timeline has pages, a button to the next, and no page after the last", async () => {
  const house = await withCause("cart");
  for (let count = 0; count < LINES; count++) await house.say(`G-1001 note ${count}`);
  const first = await cardOf(house, "G-1001 timeline");
  expect(rowsOf(first)).toHaveLength(LINES);
  expect(first.blocks.at(-1)).toMatchObject({ actions: [{ command: "G-1001 timeline page 2" }] });
  const second = await cardOf(house, "G-1001 timeline page 2");
  expect(rowsOf(second).at(-1)?.[1]).toBe(`${LINES - 1} (n${LINES})`);
  expect(await house.say("G-1001 timeline page 9")).toMatchObject({ refused: true });
});

test("summary tells in four lines what happens, why, who has it and what is next", async () => {
  const house = await withCause("cart", "orders");
  await house.say("G-1001 ack");
  await house.say("G-1001 discard h2 never called");
  await house.say("G-1001 accept h1");
  const [facts] = (await cardOf(house, "G-1001 catch me up")).blocks;
  if (facts?.type !== "facts") throw new Error("no facts");
  expect(facts.facts.map(([label]) => label)).toEqual(["What", "Cause", "Who", "Next"]);
  const said = JSON.stringify(facts.facts);
  expect(said).toContain("(h1), accepted by Ana");
  expect(said).toContain("Ana is on it since");
  expect(said).toContain("ruled out: h2");
  await house.say("G-1001 close rolled back");
  expect(JSON.stringify((await cardOf(house, "G-1001 summary")).blocks)).toContain("Closed by Ana");
});

test("of an investigation that does not exist, or of none, both say so", async () => {
  const house = await withCause("cart");
  for (const verb of ["timeline", "summary"]) {
    expect(await house.say(`G-7777 ${verb}`)).toMatchObject({ refused: true });
  }
});
