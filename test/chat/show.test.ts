import { expect, test } from "vitest";
import { show } from "../../src/chat/show.ts";
import { LeaseLost, NotYet, Unrecoverable } from "../../src/errors.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { view } from "../../src/investigation/view.ts";
import type { Lane } from "../../src/store/store.ts";
import { after, ana, diagnosis, minute, open } from "../investigation/given.ts";
import { createScriptedChat, type Script } from "./scripted-chat.ts";

const round = (...causes: string[]) => ({ type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }) as const;
const begun = after(open);
const found = after(open, round("cart", "orders"));
const accepted = after(
  open,
  round("cart", "orders"),
  { type: "note", text: "rolled back" },
  { type: "accept", hypothesis: "h1" },
);

/** A lane whose memory outlives its holders, as the stored one does. */
function createLane(): { take(): Lane; lose(): void } {
  let memory: unknown;
  let holder = 0;
  return {
    lose: () => {
      holder += 1;
    },
    take: () => {
      holder += 1;
      const mine = holder;
      const ours = () => {
        if (mine !== holder) throw new LeaseLost("another replica holds this lane");
      };
      return {
        stream: "investigation/1042",
        name: "chat",
        signal: new AbortController().signal,
        get memory() {
          return structuredClone(memory);
        },
        due: async () => [],
        complete: async () => ours(),
        postpone: async () => ours(),
        remember: async (value) => {
          ours();
          memory = structuredClone(value);
        },
        release: async () => undefined,
      };
    },
  };
}

/** Shows a state, taking the lane anew after each failure, as the runner does. */
async function showAll(
  lane: ReturnType<typeof createLane>,
  script: ReturnType<typeof createScriptedChat>,
  state: Investigation,
): Promise<Investigation> {
  let shown = state;
  for (let attempt = 1; ; attempt++) {
    try {
      await show({
        lane: lane.take(),
        chatOf: () => script.chat,
        onThread: async (place, thread) => {
          shown = evolve(shown, { type: "threadLinked", at: minute(9), by: ana, place, thread });
        },
        // Later than every pause that an earlier attempt asked for.
        now: () => new Date(Date.parse(minute(9)) + attempt * 600_000),
        load: async () => shown,
      });
      return shown;
    } catch (error) {
      if (attempt === 200) throw error;
    }
  }
}

const every = (n: number) => (call: number) => call % n === 0;

const scripts: readonly [string, Script][] = [
  ["behaves", {}],
  ["answers late", { late: 3 }],
  ["answers 429 to every second call", { refuses: every(2) }],
  ["loses every third answer after accepting", { losesAnswer: every(3) }],
  ["loses every second answer and refuses every third call", { losesAnswer: every(2), refuses: every(3) }],
  ["holds 28 KB", { holds: 28 * 1024 }],
];

test.each(scripts)("a chat that %s ends up showing exactly what is true, each message once", async (_name, script) => {
  const lane = createLane();
  const channel = createScriptedChat(script);
  for (const state of [begun, found, accepted]) await showAll(lane, channel, state);
  const expected = view(accepted);
  expect(channel.standing.map((m) => m.identity.slot).sort()).toEqual(expected.map((m) => m.slot).sort());
  for (const { slot, card } of expected) {
    expect(channel.standing.find((m) => m.identity.slot === slot)?.card, slot).toEqual(card);
  }
});

test("a chat that forbids edits gets the newest state as a new message", async () => {
  const lane = createLane();
  const channel = createScriptedChat({ forbidsEdits: true });
  for (const state of [begun, found, accepted]) await showAll(lane, channel, state);
  for (const { slot, card } of view(accepted)) {
    const editions = channel.standing.filter((m) => m.identity.slot.split("~")[0] === slot);
    expect(editions.at(-1)?.card, slot).toEqual(card);
  }
});

test("a chat that cannot search has at most one twin for each lost answer", async () => {
  const lane = createLane();
  const channel = createScriptedChat({ blind: true, losesAnswer: every(4) });
  for (const state of [begun, found, accepted]) await showAll(lane, channel, state);
  const lost = Math.floor(channel.calls / 4);
  expect(channel.standing.length).toBeLessThanOrEqual(view(accepted).length + lost);
  for (const { slot, card } of view(accepted)) {
    expect(channel.standing.filter((m) => m.identity.slot === slot).at(-1)?.card, slot).toEqual(card);
  }
});

test("showing the same again sends nothing", async () => {
  const lane = createLane();
  const channel = createScriptedChat({});
  await showAll(lane, channel, accepted);
  const calls = channel.calls;
  await showAll(lane, channel, accepted);
  expect(channel.calls).toBe(calls);
});

test("what was never shown and is no longer true is never sent", async () => {
  const lane = createLane();
  const channel = createScriptedChat({});
  await showAll(lane, channel, accepted);
  expect(channel.standing.filter((m) => m.identity.slot === "root")).toHaveLength(1);
  expect(channel.standing.some((m) => JSON.stringify(m.card).includes("Checking 0 of 1"))).toBe(false);
});

test("a replica that lost the lane remembers nothing more", async () => {
  const lane = createLane();
  const channel = createScriptedChat({ late: 2 });
  const first = show({
    lane: lane.take(),
    chatOf: () => channel.chat,
    onThread: async () => undefined,
    now: () => new Date(minute(9)),
    load: async () => accepted,
  });
  lane.lose();
  await expect(first).rejects.toThrow(LeaseLost);
  await showAll(lane, channel, accepted);
  expect(channel.standing.map((m) => m.identity.slot).sort()).toEqual(
    view(accepted)
      .map((m) => m.slot)
      .sort(),
  );
});

test.each([
  ["an unknown outcome", { blind: true, losesAnswer: () => true }],
  ["a refusal with a time", { refuses: () => true }],
])("after %s a message waits, however much is appended meanwhile", async (_name, script) => {
  const lane = createLane();
  const channel = createScriptedChat(script);
  let at = Date.parse(minute(9));
  const attempt = (state: Investigation): Promise<unknown> =>
    show({
      lane: lane.take(),
      chatOf: () => channel.chat,
      onThread: async () => undefined,
      now: () => new Date(at),
      load: async () => state,
    }).catch((error: unknown) => error);
  await attempt(begun);
  const before = [channel.calls, channel.standing.length];
  for (const state of [found, accepted, begun, accepted]) {
    expect(await attempt(state)).toBeInstanceOf(NotYet);
    at += 50;
  }
  expect([channel.calls, channel.standing.length]).toEqual(before);
  at += 5_000;
  await attempt(accepted);
  expect(channel.calls).toBeGreaterThan(before[0] ?? 0);
});

test("a message that waits keeps no other from being edited", async () => {
  const lane = createLane();
  const channel = createScriptedChat({});
  await showAll(lane, channel, found);
  const failing = {
    ...channel.chat,
    tellsOfBeingAdded: true,
    post: async () => Promise.reject(new Unrecoverable("not here")),
  };
  const shown = (state: Investigation): Promise<unknown> =>
    show({
      lane: lane.take(),
      chatOf: () => failing,
      onThread: async () => undefined,
      now: () => new Date(minute(9)),
      load: async () => state,
    }).catch((error: unknown) => error);
  const question = { type: "changes", window: { start: 0, end: 1 } } as const;
  const asked = after(open, round("cart", "orders"), { type: "ask", question, understood: "changes" });
  await shown(asked);
  await shown(evolve(asked, { type: "acknowledged", at: minute(9), by: ana }));
  expect(JSON.stringify(channel.standing.find(({ identity }) => identity.slot === "root")?.card)).toMatch(/ACKED/);
});
