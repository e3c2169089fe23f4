import { afterEach, expect, test } from "vitest";
import { streamOf } from "../../src/conversation/streams.ts";
import { Retryable } from "../../src/errors.ts";
import { diagnosis } from "../investigation/given.ts";
import { createHouse, type House } from "./house.ts";

let house: House;
afterEach(() => house.stop());

/** Messages that were published, and each attempt. */
function listen({ failFirst = false } = {}) {
  const [sent, attempts]: [string[], string[]] = [[], []];
  const publish = async (json: string): Promise<void> => {
    attempts.push(json);
    if (failFirst && attempts.length === 1) throw new Retryable("throttled");
    sent.push(json);
  };
  const kinds = (): readonly unknown[] => sent.map((json) => JSON.parse(json).what);
  return { publish, sent, attempts, kinds };
}

/** Records a round with one possible cause. */
async function recordVerdict(): Promise<void> {
  await house.say("G-1001 investigate");
  const meta = { id: "round", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  const command = { type: "recordRound", episode: 1, diagnosis: diagnosis("orders") } as const;
  const { decision } = await house.app.handle(streamOf(1001), command, meta);
  expect(decision.ok).toBe(true);
}

const settled = () => expect.poll(() => house.store.due(new Date(), 1)).toEqual([]);

test("what an investigation finds and people decide is published once each", async () => {
  const { publish, sent, kinds } = listen();
  house = createHouse({ publish });
  await house.alarm("checkout-5xx");
  await expect.poll(kinds).toEqual(["opened"]);
  await recordVerdict();
  await expect.poll(kinds).toContain("verdict");
  for (const words of ["discard h1 no such change", "close rolled back"]) {
    expect(await house.say(`G-1001 ${words}`)).toMatchObject({ type: "stored" });
  }
  await expect.poll(kinds).toContain("closed");
  await house.say("G-1001 reopen");
  await expect.poll(kinds).toContain("reopened");
  await settled();
  // The look itself may come to another verdict than the one that the test records.
  expect(kinds().filter((what) => what !== "verdict")).toEqual(["opened", "decision", "closed", "reopened"]);
  expect(new Set(sent.map((json) => JSON.parse(json).key)).size).toBe(sent.length);
});

test("what was not taken is published again, as the same message", async () => {
  const { publish, sent, attempts } = listen({ failFirst: true });
  house = createHouse({ publish });
  await house.alarm("checkout-5xx");
  await expect.poll(() => sent).toHaveLength(1);
  expect(attempts).toEqual([sent[0], sent[0]]);
});

test("what is simulated is never published", async () => {
  const { publish, attempts } = listen();
  house = createHouse({ publish, automatic: true, simulated: true });
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots()[0]?.title).toContain("SIMULATED");
  await settled();
  expect(attempts).toEqual([]);
});
