import { expect, test } from "vitest";
import type { Command } from "../../../src/investigation/command.ts";
import { decide } from "../../../src/investigation/decide/decide.ts";
import { evolve } from "../../../src/investigation/evolve.ts";
import { react } from "../../../src/investigation/react.ts";
import { view } from "../../../src/investigation/view.ts";
import { after, ana, diagnosis, given, minute, open, policy } from "../given.ts";

const storm = { ...open, transitions: [], automatic: false, subject: { type: "storm", since: minute(0) } } as const;
const member = (name: string, state: "ALARM" | "OK" = "ALARM", at = 1) =>
  ({ groupKey: `1/r/${name}`, name, state, alarmAt: minute(at), facts: [], attributes: { zone: "euw1-az1" } }) as const;
const grow = (...members: readonly ReturnType<typeof member>[]): Command => ({ type: "growStorm", members });
const told = { id: "h", at: minute(9), sentence: "AWS Health", names: [{ name: "zone", value: "euw1-az1" }] };
const health: Command = { type: "growStorm", members: [], announced: [told] };
const round = (members: number, announced = 0) => ({
  type: "recordRound" as const,
  episode: 1,
  diagnosis: diagnosis("euw1-az1"),
  weighed: { members, announced },
});

test("a storm is weighed when it grows, one look at a time", () => {
  const begun = given(after(storm))
    .when(grow(member("a")))
    .happens("stormGrew", "investigationRequested");
  given(begun)
    .when(grow(member("b")))
    .happens("stormGrew");
  const weighed = after(storm, grow(member("a")), round(1));
  const again = given(weighed)
    .when(grow(member("b")))
    .happens("stormGrew", "secondLookBegun");
  given(again)
    .when(grow(member("c")))
    .happens("stormGrew");
});

test("a storm whose alarms are still being counted is not over", () => {
  const card = (...commands: readonly Command[]) => view(after(storm, ...commands))[0]?.card;
  expect(card()).toMatchObject({ title: "STORM many alarms at once · G-1042", tone: "alarm" });
  expect(JSON.stringify(card())).not.toMatch(/\b0 /);
  expect(card(grow(member("a", "OK")))).toMatchObject({ title: "OK 1 alarm at once · G-1042", tone: "ok" });
});

test("a simulated storm says so, also in its push", () => {
  const simulated = { ...storm, subject: { ...storm.subject, simulated: true } };
  const card = view(after(simulated, grow(member("a"))))[0]?.card;
  expect(card?.title).toBe("STORM 1 alarm at once · G-1042 · SIMULATED");
  expect(card?.push).toBe("STORM 1 alarm at once, 1 in ALARM · SIMULATED");
});

test("what came while it was weighed is weighed next", () => {
  const grown = after(storm, grow(member("a")), grow(member("b")));
  given(grown).when(round(1)).happens("evidenceRecorded", "hypothesisProposed", "verdictReached", "secondLookBegun");
  given(grown).when(round(2)).happens("evidenceRecorded", "hypothesisProposed", "verdictReached");
});

test("a member that recovers, and what is known already, start no look", () => {
  const weighed = after(storm, grow(member("a")), round(1));
  given(weighed)
    .when(grow(member("a", "OK", 5)))
    .happens("stormGrew");
  given(weighed)
    .when(grow(member("a")))
    .happens();
});

test("what AWS Health says is weighed once, and a closed storm rests", () => {
  const weighed = after(storm, grow(member("a")), round(1));
  const heard = given(weighed).when(health).happens("stormGrew", "secondLookBegun");
  given(heard).when(health).happens();
  expect(heard.announced).toEqual([told]);
  given(after(storm, grow(member("a")), round(1), { type: "close" }))
    .when(grow(member("b")))
    .happens("stormGrew");
});

test("a storm stays one message through every look", () => {
  const state = after(storm, grow(member("a")), round(1), grow(member("b")), round(2), health, round(2, 1));
  expect(view(state).map(({ slot }) => slot)).toEqual(["root"]);
  const events = [{ type: "secondLookBegun", at: minute(9), by: { id: "g", name: "g" }, episode: 1 } as const];
  expect(events.flatMap((event) => react(event, state, policy))).toEqual([{ type: "investigate", episode: 1 }]);
});

test("what an intake has not looked at is told in a firing line only: else an investigation of its own may have begun", () => {
  const only = (...members: readonly ReturnType<typeof member>[]): Command => ({
    type: "growStorm",
    members,
    onlyLines: true,
  });
  const begun = after(storm, grow(member("a"), member("b", "OK")));
  given(begun)
    .when(only(member("a", "OK", 2)))
    .happens("stormGrew");
  given(begun)
    .when(only(member("b", "OK", 2)))
    .refused(/may have an investigation/);
  given(begun)
    .when(only(member("c")))
    .refused(/may have an investigation/);
  given(after(storm, grow(member("a")), { type: "close" }))
    .when(only(member("a", "ALARM", 2)))
    .refused(/may have an investigation/);
});

test("a table of the members that lacks some is made anew when its time comes", () => {
  const listed = (rows: number): Command => ({ ...round(2), list: { archive: "table", rows, at: minute(1) } });
  const wake: Command = { type: "wake", timer: "list" };
  const two = after(storm, grow(member("a"), member("b")));
  expect(after(storm, grow(member("a"), member("b")), listed(1)).findings[1]?.conclusion?.list?.rows).toBe(1);
  given(after(storm, grow(member("a"), member("b")), listed(1)))
    .when(wake)
    .happens("secondLookBegun");
  given(after(storm, grow(member("a"), member("b")), listed(2)))
    .when(wake)
    .happens();
  given(two).when(wake).happens();
});

test("a member that goes on firing is recorded, and asks for no look at what is shown", () => {
  const state = after(storm, grow(member("a"), member("b"), member("c")));
  const workOf = (...members: readonly ReturnType<typeof member>[]) => {
    const decision = decide(state, grow(...members), { id: "again", actor: ana, at: minute(3) }, policy);
    return decision.ok ? decision.events.flatMap((event) => react(event, state, policy)) : undefined;
  };
  expect(workOf(member("a", "ALARM", 2))).toEqual([]);
  expect(workOf(member("a", "ALARM", 2), member("b", "OK", 2))).toEqual([{ type: "chat" }]);
  expect(after(storm, grow(member("a")), grow(member("a", "ALARM", 2))).members[0]?.alarmAt).toBe(minute(2));
});

const escalating = { ...policy, escalates: true };

test("a storm whose members all change again pages nobody anew", () => {
  const state = after(storm, grow(member("a"), member("b")), {
    type: "planEscalation",
    steps: [{ at: minute(10), targets: [{ type: "here" }] }],
  });
  const decision = decide(
    state,
    grow(member("a", "OK", 3), member("b", "ALARM", 3)),
    { id: "later", actor: ana, at: minute(3) },
    escalating,
  );
  const work = decision.ok
    ? decision.events.flatMap((event) => react(event, decision.events.reduce(evolve, state), escalating))
    : [];
  expect(state.escalation).toBeDefined();
  expect(work.filter((each) => each.type === "wake" && each.timer === "escalate")).toEqual([]);
});
