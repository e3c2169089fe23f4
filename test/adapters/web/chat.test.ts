import { expect, test } from "vitest";
import { createWebChat, readMessages } from "../../../adapters/web/channel/chat.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { bare } from "../../bare.ts";
import { createClock } from "../../clock.ts";
import { chatContract } from "../../contracts/chat.ts";
import { card } from "./stage.ts";

const start = () => {
  const { now } = createClock();
  const { board } = createMemoryStores({ now });
  return { board, chat: createWebChat({ board, now, onChange: () => undefined }) };
};

chatContract("the web page", async () => {
  const { board, chat } = start();
  return {
    chat,
    channel: "web:general",
    titles: async (place) => (await readMessages(board, place)).map((message) => message.card.title),
    searches: true,
    close: async () => undefined,
  };
});

test("posting the same thing twice shows it once", async () => {
  const { board, chat } = start();
  const identity = { stream: "investigation/1", slot: "root" };
  const first = await chat.post("web:general", bare(card("ALARM one")), identity);
  const second = await chat.post("web:general", bare(card("ALARM one")), identity);
  expect(second).toEqual(first);
  expect(await readMessages(board, "web:general")).toHaveLength(1);
});

test.each(["a/b", "a.b", "a:b", "a#b", "thread/web:general:x", "ü /%"])(
  "the thread of the stream %s is its own and one word",
  async (stream) => {
    const { chat } = start();
    const others = ["a/b", "a.b", "a:b", "a#b", "a"].filter((other) => other !== stream);
    const { thread } = await chat.post("web:general", bare(card("one")), { stream, slot: "root" });
    expect(thread).toMatch(/^web:general:[\w.~%()-]+$/);
    for (const other of others) {
      expect((await chat.post("web:general", bare(card("two")), { stream: other, slot: "root" })).thread).not.toBe(
        thread,
      );
    }
  },
);

test.each(["not json", "{}", '{"title":1}'])("a message kept as %s is left out, the others stay", async (body) => {
  const { board, chat } = start();
  await chat.post("web:general", bare(card("ALARM one")), { stream: "s", slot: "root" });
  await board.put({ place: "web:general", key: "broken", postedAt: "2026-05-01T03:00:01.000Z", body });
  expect((await readMessages(board, "web:general")).map((message) => message.card.title)).toEqual(["ALARM one"]);
});
