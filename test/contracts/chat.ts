import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import type { Chat, PostIdentity } from "../../src/chat/chat.ts";
import { bare } from "../bare.ts";

/** A platform with a place to post in, and what its readers see there: the titles of a place's messages in order. */
export interface ChatUnderTest {
  readonly chat: Chat;
  /** A channel of the platform. */
  readonly channel: string;
  readonly titles: (place: string) => Promise<readonly string[]>;
  /** Whether `find` can look for earlier posts at all. */
  readonly searches: boolean;
  readonly close: () => Promise<void>;
}

const since = new Date(0);
const root: PostIdentity = { stream: "investigation/1042", slot: "root" };
const card = (title: string): Card => ({
  title,
  tone: "alarm",
  blocks: [{ type: "text", text: "5xx errors 41 per min, limit 5" }],
  push: title,
});

/** What every chat platform must do. */
export function chatContract(name: string, create: () => Promise<ChatUnderTest>): void {
  describe(`${name} as a chat`, () => {
    let platform: ChatUnderTest;
    beforeEach(async () => {
      platform = await create();
      return () => platform.close();
    });

    test("a thread's key begins as its channel's", async () => {
      const { chat, channel } = platform;
      const posted = await chat.post(channel, bare(card("ALARM one")), root);
      expect(posted.thread.split(":")[0]).toBe(channel.split(":")[0]);
      expect(posted.thread).not.toBe(channel);
    });

    test("shows a post in its channel", async () => {
      const { chat, channel, titles } = platform;
      await chat.post(channel, bare(card("ALARM one")), root);
      const shown = await titles(channel);
      expect(shown).toHaveLength(1);
      expect(shown[0]).toContain("ALARM one");
    });

    test("an edit changes the message and adds none", async () => {
      const { chat, channel, titles } = platform;
      const { message } = await chat.post(channel, bare(card("ALARM one")), root);
      await chat.edit(channel, message, bare(card("OK one")));
      const shown = await titles(channel);
      expect(shown).toHaveLength(1);
      expect(shown[0]).toContain("OK one");
    });

    test("what is posted in a thread stays out of the channel, and can be edited there", async () => {
      const { chat, channel, titles } = platform;
      const { thread } = await chat.post(channel, bare(card("ALARM one")), root);
      const reply = await chat.post(thread, bare(card("h1 POSSIBLE")), { ...root, slot: "h1" });
      await chat.edit(thread, reply.message, bare(card("h1 LIKELY")));
      expect(await titles(channel)).toHaveLength(1);
      expect((await titles(thread)).some((title) => title.includes("h1 LIKELY"))).toBe(true);
      expect((await titles(thread)).some((title) => title.includes("h1 POSSIBLE"))).toBe(false);
    });

    test("two investigations have a thread each", async () => {
      const { chat, channel } = platform;
      const one = await chat.post(channel, bare(card("ALARM one")), root);
      const two = await chat.post(channel, bare(card("ALARM two")), { stream: "investigation/1043", slot: "root" });
      expect(two.thread).not.toBe(one.thread);
      expect(two.message).not.toBe(one.message);
    });

    test("finds a post by what it is, or says that it cannot", async () => {
      const { chat, channel, searches } = platform;
      const posted = await chat.post(channel, bare(card("ALARM one")), root);
      expect(await chat.find(channel, root, since)).toEqual(searches ? posted : undefined);
    });

    test("finds nothing where nothing was posted", async () => {
      const { chat, channel } = platform;
      await chat.post(channel, bare(card("ALARM one")), root);
      expect(await chat.find(channel, { ...root, slot: "h9" }, since)).toBeUndefined();
    });

    test("takes a card that is far too large", async () => {
      const { chat, channel, titles } = platform;
      const text = "<script>alert('x')</script> & \u202egnol yrev ".repeat(200);
      const facts = Array.from({ length: 120 }, (_, index) => [`fact ${index}`, text] as const);
      const large: Card = {
        ...card(`ALARM ${"n".repeat(255)}`),
        blocks: [
          { type: "facts", facts },
          { type: "quote", text },
        ],
      };
      await chat.post(channel, bare(large), root);
      expect(await titles(channel)).toHaveLength(1);
    });
  });
}
