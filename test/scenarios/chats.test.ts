import { afterEach, describe, expect, test } from "vitest";
import { type Chats, platforms, stateIn } from "./chats.ts";

describe.each(platforms)("in %s", (_name, start) => {
  const running: Chats[] = [];
  afterEach(async () => {
    for (const chats of running.splice(0)) {
      expect(chats.problems()).toEqual([]);
      await chats.stop();
    }
  });

  async function open(): Promise<Chats> {
    const chats = await start();
    running.push(chats);
    return chats;
  }

  test("an alarm is one message, edited through its life", async () => {
    const chats = await open();
    await chats.alarm("checkout-5xx");
    await expect.poll(chats.roots).toEqual([expect.stringMatching(/🔴 ALARM checkout-5xx/)]);
    await chats.mention("G-1001 ack");
    await expect.poll(chats.roots).toEqual([expect.stringMatching(/🟠 ACKED checkout-5xx/)]);
    await chats.alarm("checkout-5xx", { state: "OK" });
    await expect.poll(chats.roots).toEqual([expect.stringMatching(/🟢 OK checkout-5xx/)]);
    await chats.mention("G-1001 close rolled back");
    await expect.poll(chats.roots).toEqual([expect.stringMatching(/CLOSED.*rolled back/)]);
  });

  test("a firing has at most three sounds: the alarm, its verdict, and that it fires again", async () => {
    const chats = await open();
    const from = Date.now() - 3_000_000;
    const minute = (count: number): string => new Date(from + count * 60_000).toISOString();
    await chats.alarm("checkout-5xx", { at: minute(0) });
    await expect.poll(() => chats.roots().length).toBe(1);
    await chats.propose("cart", "orders");
    expect(chats.replies()).toHaveLength(1);
    for (const text of ["accept h1", "restore h1", "discard h2 flat", "ack", "note rolled back"]) {
      await chats.mention(`G-1001 ${text}`);
    }
    await chats.alarm("checkout-5xx", { state: "OK", at: minute(10) });
    await chats.settled();
    expect(chats.replies()).toHaveLength(1);
    await chats.alarm("checkout-5xx", { at: minute(25) });
    await expect.poll(() => chats.replies()[1]).toMatch(/ALARM again checkout-5xx/);
    await chats.settled();
    expect(chats.sounds()).toBe(3);
  });

  test("whoever presses first decides, and the other is told alone", async () => {
    const chats = await open();
    await chats.propose("cart", "orders");
    await chats.press("summary", "Accept");
    await expect.poll(() => chats.replies()[0]).toMatch(/Accepted by Ana/);
    await chats.mention("G-1001 discard h1 flat", { who: "Ben" });
    await expect.poll(chats.told).toMatch(/h1 was already accepted by Ana/);
    expect((await stateIn(chats)).hypotheses[0]?.decided).toMatchObject({ type: "accepted", by: { name: "Ana" } });
    expect(chats.roots()[0]).toMatch(/Accepted by Ana/);
  });

  test("a press that changes nothing any more is answered, because no card shows it", async () => {
    const chats = await open();
    await chats.propose("cart", "orders");
    await chats.press("summary", "Accept");
    await expect.poll(() => chats.replies()[0]).toMatch(/Accepted by Ana/);
    await chats.mention("G-1001 accept h1");
    await expect.poll(chats.told).toMatch(/it is so already/);
  });

  test("a note, a discard with its reason, a metric and a resolution are asked in forms", async () => {
    const chats = await open();
    await chats.propose("cart", "orders");
    await chats.fill("root", "Note", { text: "rolled back" });
    await chats.fill("summary", "Discard", { reason: "known" });
    const metric = { namespace: "AWS/Lambda", metric: "Errors", statistic: "Sum", period: "5m", time: "last 2h" };
    await chats.fill("root", "Metrics", metric);
    await expect.poll(async () => (await stateIn(chats)).queries.length).toBe(1);
    const { notes, hypotheses, queries } = await stateIn(chats);
    expect(notes[0]?.text).toBe("rolled back");
    expect(hypotheses[0]?.decided).toMatchObject({ type: "discarded", reason: "known" });
    expect(queries[0]?.question).toMatchObject({ metric: "Errors", statistic: "Sum", period: 300 });
    await chats.fill("root", "Close", { resolution: "rolled back to 141" });
    await expect.poll(async () => (await stateIn(chats)).closed?.resolution).toBe("rolled back to 141");
  });

  test("Why? shows the reasons in a dialog", async () => {
    const chats = await open();
    await chats.propose("cart");
    expect(await chats.press("summary", "Why?")).toMatch(/Ruled out if/);
  });

  test("in a thread mentions and plain commands are heard, and talk is left alone", async () => {
    const chats = await open();
    await chats.propose("cart");
    const thread = chats.thread();
    await chats.reply("I think it is DNS", { thread });
    await chats.reply("accept that it's DNS", { thread });
    expect((await stateIn(chats)).hypotheses[0]?.decided.type).toBe("proposed");
    await chats.reply("ack", { thread });
    await chats.mention("accept h1", { thread });
    const { hypotheses, acknowledged } = await stateIn(chats);
    expect(hypotheses[0]?.decided.type).toBe("accepted");
    expect(acknowledged?.by.name).toBe("Ana");
  });

  test("who is mentioned is assigned and paged", async () => {
    const chats = await open();
    await chats.alarm("checkout-5xx");
    await expect.poll(() => chats.roots().length).toBe(1);
    const ben = chats.at("Ben");
    await chats.mention(`G-1001 assign ${ben.text}`);
    await expect.poll(async () => (await stateIn(chats)).assigned?.to).toEqual({ id: ben.id, name: "Ben" });
    await chats.mention(`G-1001 escalate ${ben.text}`);
    await expect
      .poll(async () => (await stateIn(chats)).pages.map(({ targets }) => targets))
      .toEqual([[{ type: "person", name: "Ben", ids: [ben.id] }]]);
    await expect.poll(() => chats.replies().join()).toMatch(/PAGE checkout-5xx/);
  });

  test("guests page nobody, are not paged, and change nothing about who is on call", async () => {
    const chats = await open();
    chats.makeGuest("Ben");
    await chats.alarm("checkout-5xx");
    await expect.poll(() => chats.roots().length).toBe(1);
    await chats.mention("G-1001 escalate", { who: "Ben" });
    await expect.poll(chats.told).toMatch(/Paging and who is on call are for members; a guest may do it only by name/);
    await chats.mention("override ben until 23:30", { who: "Ben" });
    await expect.poll(() => chats.told().match(/are for members/g)?.length).toBeGreaterThan(1);
    await chats.mention(`G-1001 escalate ${chats.at("Ben").text}`);
    await expect.poll(chats.told).toMatch(/Ben \(guest\) is not paged: only members are/);
    expect((await stateIn(chats)).pages).toEqual([]);
    await chats.mention("G-1001 ack", { who: "Ben" });
    await expect.poll(async () => (await stateIn(chats)).acknowledged?.by.name).toBe("Ben (guest)");
  });

  test("a direct message is answered", async () => {
    const chats = await open();
    await chats.direct("help metrics");
    await expect.poll(chats.told).toMatch(/HELP metrics/);
  });

  test("in a chat with the bot the open investigation is meant, and what its card shows is not said as well", async () => {
    const chats = await open();
    await chats.direct("investigate cart is slow");
    await expect.poll(async () => (await stateIn(chats)).status).toBe("open");
    await chats.direct("ack");
    await expect.poll(async () => (await stateIn(chats)).acknowledged?.by.name).toBe("Ana");
    await expect.poll(() => chats.directs().join()).toMatch(/ACKED/);
    expect(chats.directs().filter((text) => /DONE|WHICH ONE/.test(text))).toEqual([]);
    await chats.direct("investigate orders is slow");
    await chats.direct("note: rolled back");
    await expect.poll(() => chats.directs().join()).toMatch(/WHICH ONE.*G-1002 note: rolled back/);
  });

  test("a question asked in the channel gets a thread of its own, with its answer", async () => {
    const chats = await open();
    await chats.mention("changes last 2h");
    await expect.poll(() => chats.replies()[0]).toMatch(/changes? seen up to/);
  });

  test("a delivery that comes again changes nothing", async () => {
    const chats = await open();
    await chats.mention("investigate cart is slow", { delivery: "Ev0SAME" });
    await chats.mention("investigate cart is slow", { delivery: "Ev0SAME" });
    await chats.settled();
    expect(chats.roots()).toHaveLength(1);
  });

  test("a time of day is read in the zone of whoever says it", async () => {
    const chats = await open();
    const at = new Date(Date.now() - 3_600_000);
    const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "America/New_York" }).format(at);
    await chats.mention(`investigate checkout since ${clock}`, { who: "Ben" });
    await expect.poll(async () => (await stateIn(chats)).status).toBe("open");
    expect(Math.abs(((await stateIn(chats)).since ?? 0) - at.getTime() / 1000)).toBeLessThan(60);
  });

  test("any message can be investigated, and kept in the timeline once, as its author said it", async () => {
    const chats = await open();
    await chats.propose("cart");
    await chats.pointAt("timeline", "deploy 142 went out", { thread: chats.thread() });
    await expect.poll(async () => (await stateIn(chats)).notes.length).toBe(1);
    const [note] = (await stateIn(chats)).notes;
    expect(note).toMatchObject({ text: "deploy 142 went out", by: { name: "Ana" }, said: { author: "Ben" } });
    await chats.pointAt("investigate", "orders is slow for a customer", {});
    await expect.poll(() => chats.roots()[1]).toMatch(/orders is slow for a customer/);
  });

  test("of calls that are refused now and then none is lost, and the order in the thread stays", async () => {
    const chats = await open();
    await chats.propose("cart");
    chats.refuseEvery(3);
    for (let count = 0; count < 5; count++) await chats.mention("G-1001 changes last 2h");
    await chats.mention("G-1001 accept h1");
    await expect.poll(() => chats.replies().length).toBe(6);
    await expect.poll(() => chats.roots()[0]).toMatch(/Accepted by Ana/);
    chats.refuseEvery(0);
    await chats.settled();
    const order = chats
      .replies()
      .map((text) => /"(?:text":")?(q\d+) changes|CONFIRMED|LIKELY/.exec(text)?.[1] ?? "verdict");
    expect(order).toEqual(["verdict", "q1", "q2", "q3", "q4", "q5"]);
  });

  test("a channel that cannot be written is one clear error for the operator, and shown once it can", async () => {
    const chats = await open();
    chats.shutChannel(true);
    await chats.alarm("checkout-5xx");
    await expect.poll(() => chats.errors.length).toBe(1);
    chats.shutChannel(false);
    await chats.mention("G-1001 ack");
    await expect.poll(chats.roots).toEqual([expect.stringMatching(/ACKED/)]);
    expect(chats.errors).toHaveLength(1);
  });
});
