import { afterEach, expect, test } from "vitest";
import type { Block, Card } from "../../src/card/card.ts";
import { toFile } from "../../src/card/file.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { LINES } from "../../src/record/timeline-card.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { diagnosis } from "../investigation/given.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

const stores = () => createMemoryStores({ now: () => new Date() });

/** A house in which an alarm fired and a cause was proposed. */
async function withCause(...causes: readonly string[]): Promise<House> {
  return withCauseIn(stores(), causes);
}

async function withCauseIn(
  kept: ReturnType<typeof stores>,
  causes: readonly string[],
  now: () => Date = () => new Date(),
): Promise<House> {
  const house = createHouse({ stores: kept, now });
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

test("report is a file in the thread, of a closed investigation as well, which offers it", async () => {
  const kept = stores();
  const house = await withCauseIn(kept, ["cart"]);
  await house.say("G-1001 accept h1");
  await house.say("G-1001 close rolled back");
  await expect.poll(() => JSON.stringify(house.roots())).toContain("G-1001 report pdf");
  for (const format of ["pdf", "md", "json"]) {
    expect(await house.say(`G-1001 report ${format}`)).toMatchObject({ type: "stored" });
  }
  const files = () => house.channel.standing.flatMap(({ card }) => card.blocks.filter(({ type }) => type === "file"));
  await expect.poll(() => files().length).toBe(3);
  const written = await Promise.all(
    files().map(async (block) => {
      const file = block.type === "file" ? toFile(await kept.archive.load(block.archive)) : undefined;
      return [block.type === "file" && block.name, file?.mediaType, Buffer.from(file?.bytes ?? []).toString("latin1")];
    }),
  );
  const [pdf, md, json] = ["pdf", "md", "json"].map((end) => written.find(([name]) => name === `G-1001-report.${end}`));
  expect(pdf?.[1]).toBe("application/pdf");
  expect(pdf?.[2]).toMatch(/^%PDF/);
  expect(md?.[2]).toContain("accepted by Ana");
  expect(JSON.parse(String(json?.[2]))).toMatchObject({ number: "G-1001", closed: { by: "Ana" } });
});

test("a report needs an investigation", async () => {
  const house = createHouse();
  houses.push(house);
  expect(await house.say("report")).toMatchObject({ refused: true });
  expect(await house.say("G-7777 report md")).toMatchObject({ refused: true });
});

const answers = (house: House) =>
  house.channel.standing.filter(({ identity }) => /^q\d/.test(identity.slot)).map(({ card }) => card);

test("a verdict brings similar ones by itself; they and stats tell what people decided, and nothing of channels that are not seen where it is asked", async () => {
  const kept = stores();
  let later = 0;
  const house = await withCauseIn(kept, ["cart"], () => new Date(Date.now() + later));
  await house.say("G-1001 accept h1");
  await house.alarm("checkout-5xx", { state: "OK", at: new Date(Date.now() + 1_000).toISOString() });
  await house.say("G-1001 note knowledge: drain the queue first");
  await house.say("G-1001 close rolled back");
  const earlier = () => kept.directory.list({ closedIn: new Date().toISOString().slice(0, 7) }, 10);
  await expect.poll(async () => (await earlier())[0]?.facts?.resolution).toBe("rolled back");
  const [known] = await earlier();
  if (!known) throw new Error("nothing was closed");
  await kept.directory.summarise({
    ...known,
    stream: "investigation/9000",
    number: 9000,
    title: "secret-alarm",
    place: "slack:T1:Csecret",
  });
  later = 7_200_000;
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1002)).status).toBe("open");
  await house.say("G-1002 investigate");
  await house.say("stats last 30d");
  await expect.poll(() => JSON.stringify(answers(house))).toContain("1 earlier one looks like this");
  await expect.poll(() => JSON.stringify(answers(house))).toContain("people accepted 1 of 1 LIKELY");
  const told = JSON.stringify(answers(house));
  expect(told).toContain("drain the queue first");
  expect(told).toContain("rolled back (Ana)");
  expect(told).not.toContain("secret-alarm");
});
