import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { NotSeen } from "../../src/errors.ts";
import type { Ticket } from "../../src/record/ticket.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { diagnosis } from "../investigation/given.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

const opened = { name: "OPS-12", link: "https://jira.example.com/browse/OPS-12" };

/** A house with an alarm, a cause and a tracker. */
async function withTracker(options: Parameters<typeof createHouse>[0]): Promise<House> {
  const house = createHouse(options);
  houses.push(house);
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  await house.say("G-1001 investigate");
  const meta = { id: "round", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  await house.app.handle(streamOf(1001), { type: "recordRound", episode: 1, diagnosis: diagnosis("cart") }, meta);
  return house;
}

async function answerTo(house: House, id: string) {
  const find = async () => (await stateOf(house, 1001)).queries.find((query) => query.id === id)?.answer;
  await expect.poll(find).toBeDefined();
  return find();
}

test("a ticket has where it stands and the evidence; its address stands in the thread, and there is one only", async () => {
  const sent: Ticket[] = [];
  const house = await withTracker({
    openTicket: async (ticket) => {
      sent.push(ticket);
      return opened;
    },
  });
  await house.say("G-1001 note the password=hunter2secret is in the log");
  await house.say("G-1001 ticket");
  expect(await answerTo(house, "q1")).toMatchObject({ sentence: `Ticket OPS-12: ${opened.link}`, link: opened.link });
  expect(sent[0]?.title).toBe("checkout-5xx (G-1001)");
  expect(sent[0]?.text).toContain("h1 LIKELY: latency of cart rose at the same time");
  expect(sent[0]?.text).toContain("+ latency of cart 80 → 160 ms (e1)");
  expect(sent[0]?.text).not.toContain("hunter2secret");
  await house.say("G-1001 close done");
  await house.say("G-1001 ticket");
  expect((await answerTo(house, "q2"))?.sentence).toBe(`There is one already. Ticket OPS-12: ${opened.link}`);
  expect(sent).toHaveLength(1);
});

test("a failure says what to do, and the next ticket is sent", async () => {
  let fails = true;
  const house = await withTracker({
    openTicket: async () => {
      if (fails) throw new NotSeen("the tracker answered 400", { remedy: "check TICKET_PROJECT" });
      return opened;
    },
  });
  await house.say("G-1001 ticket");
  expect(await answerTo(house, "q1")).toMatchObject({
    failed: true,
    sentence: expect.stringContaining("check TICKET_PROJECT"),
  });
  fails = false;
  await house.say("G-1001 ticket");
  expect((await answerTo(house, "q2"))?.sentence).toContain("Ticket OPS-12");
});

test("one whose answer was lost is not sent again", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  const ended = await withTracker({ stores });
  await ended.stop();
  const meta = (id: string) => ({ id, actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() });
  const ask = { type: "ask", question: { type: "ticket" }, understood: "ticket" } as const;
  await ended.app.handle(streamOf(1001), ask, meta("asked"));
  await ended.app.handle(streamOf(1001), { type: "progressQuery", query: "q1", words: "Sending…" }, meta("sending"));
  let sent = 0;
  const next = createHouse({
    stores,
    openTicket: async () => {
      sent += 1;
      return opened;
    },
  });
  houses.push(next);
  expect((await answerTo(next, "q1"))?.sentence).toContain("the answer was lost");
  expect(sent).toBe(0);
});

test("without a tracker, and for what is simulated, nothing is sent and it is said why", async () => {
  const house = await withTracker({});
  await house.say("G-1001 ticket");
  expect((await answerTo(house, "q1"))?.sentence).toContain("TICKET_URL names one");
  const played = await withTracker({ simulated: true, openTicket: () => Promise.reject(new Error("it was sent")) });
  await played.say("G-1001 ticket");
  expect((await answerTo(played, "q1"))?.sentence).toContain("it is simulated");
});
