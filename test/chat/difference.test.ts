import { expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { type ChannelMemory, remembered } from "../../src/chat/chat-memory.ts";
import { mostUrgent } from "../../src/chat/difference.ts";
import type { Shown } from "../../src/investigation/view.ts";
import { minute } from "../investigation/given.ts";

const nothing: ChannelMemory = { slots: {}, held: {} };
const card = (title: string): Card => ({ title, tone: "alarm", blocks: [], push: title });
const message = (slot: string, title: string): Shown => ({
  slot,
  where: "thread",
  card: card(title),
  says: { decision: "", state: title, finding: "" },
});

/** What was written of messages, and when. */
const written = (...all: readonly (readonly [message: Shown, at?: string | undefined])[]): ChannelMemory => ({
  held: {},
  slots: Object.fromEntries(
    all.map(([shown, shownAt]) => [
      shown.slot,
      { message: shown.slot, ...remembered(shown, nothing), ...(shownAt !== undefined && { shownAt }) },
    ]),
  ),
});

test.each([
  ["the other was written longer ago", minute(2), minute(1), "members-1"],
  ["it was written longer ago itself", minute(1), minute(2), "root"],
  ["nothing is known of when the other was written", minute(1), undefined, "members-1"],
])("of two messages that change all the time the first waits where %s", (_name, first, other, next) => {
  const here = written([message("root", "1"), first], [message("members-1", "1"), other]);
  const found = mostUrgent([message("root", "2"), message("members-1", "2")], here);
  expect(found).toMatchObject({ kind: "edit", shown: { slot: next } });
});
