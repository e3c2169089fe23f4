import fc from "fast-check";
import { expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import type { Event } from "../../src/events/events.ts";
import type { Transition } from "../../src/investigation/command.ts";
import { decide } from "../../src/investigation/decide/decide.ts";
import { episodesOf, insertTurn } from "../../src/investigation/episodes.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { type Episode, type Investigation, initialState, isFiring, type Turn } from "../../src/investigation/state.ts";
import { rootCard } from "../../src/investigation/view/root.ts";
import { ana, minute, open, policy, turn } from "./given.ts";

/** The investigation of an alarm that changed so often, told one change at a time. */
function flapped(transitions: readonly Transition[]): {
  readonly events: readonly Event[];
  readonly state: Investigation;
} {
  const events: Event[] = [];
  let state = initialState;
  const tell = (command: Parameters<typeof decide>[1], index: number): void => {
    const decision = decide(state, command, { id: `d${index}`, actor: ana, at: minute(index) }, policy);
    if (!decision.ok) return;
    events.push(...decision.events);
    state = decision.events.reduce(evolve, state);
  };
  tell({ ...open, automatic: false, transitions: [] }, 0);
  transitions.forEach((each, index) => {
    tell({ type: "alarmChanged", transitions: [each] }, index + 1);
  });
  return { events, state };
}

/** The same firings without any fold. */
function episodesWithout(transitions: readonly Transition[]): readonly Episode[] {
  let turns: readonly Turn[] = [];
  for (const { state, alarmAt, alarm } of transitions) {
    turns = insertTurn(turns, { state, alarmAt, contributor: alarm.contributor?.id ?? "", reason: alarm.reason });
  }
  return episodesOf(turns, [], undefined);
}

const changes = fc.array(
  fc.record({
    state: fc.constantFrom("ALARM", "OK", "INSUFFICIENT_DATA"),
    of: fc.constantFrom("a", "b", "c"),
  } as const),
  { minLength: 150, maxLength: 700 },
);

test("firings are the same as if no turn had been folded, and those before are counted", () => {
  const property = fc.property(changes, (all) => {
    const transitions = all.map(({ state, of }, index) => turn(state, index + 1, of));
    const { state, events } = flapped(transitions);
    const whole = episodesWithout(transitions);
    const fired = state.folded?.fired ?? 0;
    const plainly = ({ firedAt, state: at, recoveredAt }: Episode) => ({ firedAt, at, recoveredAt });
    expect(state.episodes.map(plainly)).toEqual(whole.slice(fired).map(plainly));
    expect(new Set(state.episodes.map(({ number }) => number)).size).toBe(state.episodes.length);
    expect(isFiring(state)).toBe(whole.at(-1)?.state === "ALARM");
    expect(state.turns.length).toBeLessThanOrEqual(200);
    expect(events.reduce(evolve, initialState)).toEqual(state);
  });
  fc.assert(property, { numRuns: 8 });
});

test("thousands of turns of a flapping alarm stay a small state, and the card counts them since the first", () => {
  const transitions = Array.from({ length: 2_408 }, (_, index) => turn(index % 2 === 0 ? "ALARM" : "OK", index + 1));
  const { state } = flapped(transitions);
  expect(state.episodes.length).toBeLessThanOrEqual(101);
  expect(JSON.stringify(state).length).toBeLessThan(100_000);
  const texts = rootCard(state).blocks.flatMap((block) => (block.type === "context" ? plain(block.text) : []));
  expect(texts.join("\n")).toMatch(/fired 1,204 times since .*03:01/);
});

test("a repeat of a change that was folded is known, and one that came too late is left out", () => {
  const transitions = Array.from({ length: 400 }, (_, index) => turn(index % 2 === 0 ? "ALARM" : "OK", index + 1));
  const { state } = flapped(transitions);
  for (const old of [turn("ALARM", 1), turn("OK", 2), turn("ALARM", 1.5)]) {
    const decision = decide(
      state,
      { type: "alarmChanged", transitions: [old] },
      { id: "x", actor: ana, at: minute(999) },
      policy,
    );
    expect(decision).toEqual({ ok: true, events: [] });
  }
});
