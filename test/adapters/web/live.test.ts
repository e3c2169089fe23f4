import { expect, test } from "vitest";
import { bare } from "../../bare.ts";
import { card, type Stage, startStage } from "./stage.ts";

const identity = { stream: "investigation/1042", slot: "root" };

/** A connected page: what it is told, one card at a time. */
async function connect(stage: Stage, earlier = 0) {
  const response = await stage.get(`/live?earlier=${earlier}`, { accept: "text/event-stream" });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    status: response.status,
    /** Reads until a card says these words. */
    async until(words: string): Promise<string> {
      while (true) {
        const event = text.split("\n\n").find((part) => part.includes(words));
        if (event !== undefined && text.includes(`${event}\n\n`)) {
          text = text.slice(text.indexOf(event) + event.length);
          return event;
        }
        const { value, done } = await reader.read();
        if (done) throw new Error(`hung up before ${words}; said: ${text}`);
        text += value;
      }
    },
    leave: () => reader.cancel(),
  };
}

test("a page that connects is told everything, then what is new and what changed", async () => {
  await using stage = await startStage();
  const { chat } = stage.web;
  const { message, thread } = await chat.post("web:general", bare(card("ALARM old")), identity);
  const page = await connect(stage);
  const first = await page.until("ALARM old");
  await chat.post(thread, bare(card("h1 POSSIBLE")), { ...identity, slot: "h1" });
  const reply = await page.until("h1 POSSIBLE");
  await chat.edit("web:general", message, bare(card("OK old")));
  const edit = await page.until("OK old");
  const idIn = (event: string): string | undefined => /"id":"(m-\w+)"/.exec(event)?.[1];
  expect(idIn(edit)).toBe(idIn(first));
  expect(reply).toContain(`"parent":"t-${idIn(first)}"`);
  await page.leave();
});

test("a page that comes back is told what it missed", async () => {
  await using stage = await startStage();
  const page = await connect(stage);
  await page.leave();
  await stage.web.chat.post("web:general", bare(card("ALARM missed")), identity);
  const again = await connect(stage);
  expect(await again.until("ALARM missed")).toContain("event: card");
  await again.leave();
});

test("a page of earlier conversations follows what another replica changes in them", async () => {
  await using stage = await startStage();
  await using other = await startStage({ shared: stage.host });
  const posted = [];
  for (let number = 1; number <= 31; number++) {
    posted.push(
      await stage.web.chat.post("web:general", bare(card(`ALARM n${number}.`, { investigation: `G-${number}` })), {
        stream: `investigation/${number}`,
        slot: "root",
      }),
    );
  }
  const page = await connect(stage, 1);
  await page.until("ALARM n1.");
  await other.web.chat.edit("web:general", posted[0]!.message, bare(card("OK n1.", { investigation: "G-1" })));
  expect(await page.until("OK n1.")).toContain("event: card");
  await page.leave();
});

test("a page learns what another replica posted", async () => {
  await using stage = await startStage();
  await using other = await startStage({ shared: stage.host });
  const page = await connect(stage);
  await other.web.chat.post("web:general", bare(card("ALARM elsewhere")), identity);
  expect(await page.until("ALARM elsewhere")).toContain("event: card");
  await page.leave();
});

test("the hundred and first page is told to come again", async () => {
  await using stage = await startStage();
  const pages = await Promise.all(Array.from({ length: 100 }, () => connect(stage)));
  expect((await connect(stage)).status).toBe(503);
  await Promise.all(pages.map((page) => page.leave()));
});
