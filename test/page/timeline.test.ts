import { expect, test } from "vitest";
import type { Event } from "../../src/events/events.ts";
import { initialState } from "../../src/investigation/state.ts";
import { toTimeline } from "../../src/page/timeline.ts";
import { ana, minute } from "../investigation/given.ts";

const gumshoe = { id: "gumshoe", name: "Gumshoe" };
const cart = { id: "cart", name: "cart", kind: "service" };

const evidence = (id: string, sentence: string, at: number, episode = 1): Event => ({
  type: "evidenceRecorded",
  at: minute(at),
  by: gumshoe,
  episode,
  id,
  evidence: {
    kind: "metric",
    component: cart,
    sentence,
    figures: {},
    query: "q",
    window: { start: 0, end: 1 },
    horizon: 1,
  },
});
const weighed = (
  type: "hypothesisProposed" | "hypothesisStrengthened",
  standing: "LIKELY" | "CONFIRMED",
  at: number,
): Event => {
  const weight = {
    standing,
    statement: "cart fails",
    supports: [],
    contradicts: [],
    unchecked: [],
    refutedBy: "x",
    score: 1,
  };
  const stamp = { at: minute(at), by: gumshoe, episode: 1, id: "h1", ...weight };
  return type === "hypothesisProposed"
    ? { type, cause: { component: cart, mechanism: "failures" }, ...stamp }
    : { type, ...stamp };
};

const titles = (...looks: readonly (readonly Event[])[]): readonly string[] =>
  toTimeline(
    looks.map((events, version) => ({
      stream: "investigation/1042",
      version: version + 1,
      meta: { id: `look ${version}`, at: minute(version), actor: gumshoe },
      events,
      work: [],
    })),
    initialState,
  ).entries.map(({ card }) => card.title);

test("a later look adds what it found anew or otherwise, and nothing again", () => {
  const first = [evidence("e1", "failures 2 → 41", 1), weighed("hypothesisProposed", "LIKELY", 1)];
  const again = [evidence("e2", "failures 2 → 41", 5), weighed("hypothesisStrengthened", "LIKELY", 5)];
  const other = [evidence("e3", "failures 2 → 60", 9), weighed("hypothesisStrengthened", "CONFIRMED", 9)];
  expect(titles(first, again, other)).toEqual([
    "EVIDENCE e1",
    "PROPOSED h1 LIKELY",
    "EVIDENCE e3",
    "STRENGTHENED h1 CONFIRMED",
  ]);
});

test("another firing tells all of its own, and what people do is never left out", () => {
  const note = (id: string): Event => ({ type: "noteAdded", at: minute(3), by: ana, id, text: "same words" });
  expect(
    titles([evidence("e1", "failures 2 → 41", 1), note("n1")], [evidence("e2", "failures 2 → 41", 60, 2), note("n2")]),
  ).toHaveLength(4);
});
