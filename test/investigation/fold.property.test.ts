import fc from "fast-check";
import { expect, test } from "vitest";
import type { EscalationStep, PageTarget } from "../../src/events/events.ts";
import { type Event, event as eventSchema } from "../../src/events/events.ts";
import type { Command } from "../../src/investigation/command.ts";
import { decide } from "../../src/investigation/decide/decide.ts";
import { splitByInvestigation } from "../../src/investigation/decide/decide-alarm.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { rankedHypotheses, standingVerdict } from "../../src/investigation/ranking/ranking.ts";
import { type Investigation, initialState, isFiring, presentEpisode } from "../../src/investigation/state.ts";
import { view } from "../../src/investigation/view.ts";
import { ana, ben, diagnosis, minute, open, partOf, policy, turn } from "./given.ts";

const hypothesis = fc.constantFrom("h1", "h2", "h3", "h9");
const transition = fc
  .record({
    state: fc.constantFrom("ALARM", "OK", "INSUFFICIENT_DATA"),
    at: fc.integer({ min: 0, max: 300 }),
    of: fc.constantFrom(undefined, "a", "b"),
  } as const)
  .map(({ state, at, of }) => turn(state, at, of));
const cause = fc.constantFrom("cart", "orders", "search");

const warRoom: PageTarget = { type: "channel", name: "war room", place: "web:war" };
const steps = (at: number): readonly EscalationStep[] => [{ at: minute(at), targets: [{ type: "here" }] }];

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constant(open),
  fc.array(transition, { maxLength: 4 }).map((transitions) => ({ type: "alarmChanged", transitions }) as const),
  fc
    .record({ episode: fc.integer({ min: 1, max: 3 }), causes: fc.uniqueArray(cause) })
    .map(({ episode, causes }) => ({ type: "recordRound", episode, diagnosis: diagnosis(...causes) }) as const),
  fc
    .record({ done: fc.integer({ min: 1, max: 9 }), causes: fc.uniqueArray(cause) })
    .map(({ done, causes }) => partOf(done, ...causes)),
  fc.record({ type: fc.constantFrom("accept", "discard", "restore"), hypothesis } as const),
  fc.constantFrom("investigate", "acknowledge", "unacknowledge", "close", "reopen").map((type) => ({ type }) as const),
  fc.string().map((text) => ({ type: "note", text }) as const),
  fc.constantFrom("assign", "unassign", "unsnooze", "snooze").map((type) => ({ type }) as const),
  fc
    .constantFrom(undefined, "SEV1", "SEV3")
    .map((severity) => ({ type: "setSeverity", ...(severity && { severity }) }) as const),
  fc.integer({ min: 1, max: 90 }).map((minutes) => ({ type: "snooze", minutes }) as const),
  fc.constantFrom("repeat", "remind").map((timer) => ({ type: "wake", timer }) as const),
  fc.integer({ min: 0, max: 300 }).map((at) => ({ type: "planEscalation", steps: steps(at) }) as const),
  fc.constant({ type: "escalate", targets: [warRoom] } as const),
  fc
    .record({
      episode: fc.integer({ min: 1, max: 3 }),
      value: fc.integer({ min: 0, max: 200 }),
      at: fc.integer({ min: 0, max: 300 }),
    })
    .map(
      ({ episode, value, at }) =>
        ({
          type: "readValue",
          episode,
          now: { value, at: Date.parse(minute(at)) / 1000, failing: value > 5 },
        }) as const,
    ),
  fc.constant({ type: "wake", timer: "close" } as const),
  fc.constant({ type: "linkThread", place: "web:general", thread: "web:general:1" } as const),
);

function run(commands: readonly Command[]): { events: readonly Event[]; state: Investigation } {
  const events: Event[] = [];
  let state = initialState;
  commands.forEach((item, index) => {
    const said = { id: `d${index}`, actor: index % 2 === 0 ? ana : ben, at: minute(index * 7) };
    const decision = decide(state, item, said, policy);
    if (!decision.ok) return;
    events.push(...decision.events);
    state = decision.events.reduce(evolve, state);
  });
  return { events, state };
}

const commands = fc.array(command, { maxLength: 40 });

test("any sequence of commands leaves a possible state", () => {
  fc.assert(
    fc.property(commands, (sequence) => {
      const { state, events } = run([open, ...sequence]);
      for (const happened of events) eventSchema.parse(happened);
      for (const list of [state.hypotheses, state.evidence, state.notes, state.queries]) {
        expect(new Set(list.map((item) => item.id)).size).toBe(list.length);
      }
      expect(state.status === "closed").toBe(state.closed !== undefined);
      for (const { weight } of state.hypotheses) {
        expect(weight.supports.length).toBeGreaterThan(0);
        for (const id of [...weight.supports, ...weight.contradicts]) {
          expect(state.evidence.some((record) => record.id === id)).toBe(true);
        }
      }
      const numbers = state.episodes.map((episode) => episode.number);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const shown of view(state)) {
        expect([...shown.card.push].length).toBeLessThanOrEqual(80);
        expect(shown.card.title).not.toBe("");
      }
    }),
  );
});

test("replaying the stored events is the identity", () => {
  fc.assert(
    fc.property(commands, (sequence) => {
      const { state, events } = run([open, ...sequence]);
      const stored = events.map((happened) => eventSchema.parse(JSON.parse(JSON.stringify(happened))));
      expect(stored.reduce(evolve, initialState)).toEqual(state);
    }),
  );
});

test("repeating every command right after itself changes nothing the second time, unless it adds words", () => {
  fc.assert(
    fc.property(commands, command, (sequence, last) => {
      fc.pre(!["note", "investigate", "wake", "snooze", "escalate", "planEscalation", "assign"].includes(last.type));
      const { state } = run([open, ...sequence, last]);
      const said = { id: "again", actor: sequence.length % 2 === 0 ? ben : ana, at: minute(999) };
      const decision = decide(state, last, said, policy);
      const repeated = decision.ok ? decision.events.filter((happened) => happened.type !== "verdictReached") : [];
      const opposite = ["restore", "reopen"].includes(last.type);
      if (!opposite) expect(repeated).toEqual([]);
    }),
  );
});

test("the alarm's changes give the same firings in whatever order they arrive", () => {
  const turns = fc.uniqueArray(transition, {
    minLength: 1,
    maxLength: 8,
    selector: (t) => `${t.alarmAt} ${t.alarm.contributor?.id}`,
  });
  fc.assert(
    fc.property(
      turns.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([inOrder, shuffled]) => {
        const fold = (list: typeof inOrder) =>
          run([open, ...list.map((item) => ({ type: "alarmChanged", transitions: [item] }) as const)]).state;
        const [one, other] = [fold(inOrder), fold(shuffled)];
        const firings = (state: Investigation) =>
          state.episodes.map(({ firedAt, state: s, recoveredAt }) => ({ firedAt, s, recoveredAt }));
        expect(firings(other)).toEqual(firings(one));
        expect(isFiring(other)).toBe(isFiring(one));
      },
    ),
  );
});

test("whatever was told before, in whatever order, the whole round ends in the same ranking and verdict", () => {
  const causes = fc.uniqueArray(cause);
  fc.assert(
    fc.property(fc.array(causes, { maxLength: 6 }), causes, (parts, whole) => {
      const round = { type: "recordRound", episode: 1, diagnosis: diagnosis(...whole) } as const;
      const told = run([open, ...parts.map((each, index) => partOf(index + 1, ...each)), round]).state;
      const alone = run([open, round]).state;
      const gist = (state: Investigation) =>
        rankedHypotheses(state)
          .slice(0, whole.length)
          .map(({ cause: { component }, weight: { supports: _, ...weight } }) => ({ id: component.id, ...weight }));
      expect(gist(told)).toEqual(gist(alone));
      expect(standingVerdict(told)).toEqual(standingVerdict(alone));
      for (const { weight } of rankedHypotheses(told).slice(whole.length)) {
        expect(weight).toMatchObject({ standing: "POSSIBLE", unchecked: [] });
      }
    }),
  );
});

test("a firing belongs to its thread for an hour after recovery, and not longer", () => {
  const { state } = run([open, { type: "alarmChanged", transitions: [turn("OK", 10)] }]);
  const split = (...turns: ReturnType<typeof turn>[]) => {
    const { here, later } = splitByInvestigation(state, turns);
    return [here.length, later.length];
  };
  expect(split(turn("ALARM", 70))).toEqual([1, 0]);
  expect(split(turn("ALARM", 71))).toEqual([0, 1]);
  expect(split(turn("OK", 500))).toEqual([1, 0]);
  expect(split(turn("ALARM", 200), turn("OK", 60), turn("ALARM", 50))).toEqual([2, 1]);
  expect(presentEpisode(state)).toBe(1);
});
