import { describe, expect, test } from "vitest";
import type { Event } from "../../src/events/events.ts";
import { factsOf } from "../../src/record/facts.ts";
import { similarTo } from "../../src/record/similar.ts";
import { type Counted, statsOf } from "../../src/record/stats.ts";
import { stormMark } from "../../src/record/storm-alarms.ts";
import type { Facts } from "../../src/store/facts.ts";
import { ana, ben, minute } from "../investigation/given.ts";
import { accepted, by, change, closed, fired, historyOf, opened, proposed, recovered, verdict } from "./history.ts";

const DAY = 86_400;
const START = Date.parse("2026-05-01T00:00:00Z") / 1000;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

let numbers = 1000;
function counted(day: number, facts: Partial<Facts> = {}, more: Partial<Counted> = {}): Counted {
  const at = START + day * DAY + 3600;
  const number = ++numbers;
  return {
    stream: `investigation/${number}`,
    number,
    version: 1,
    status: "closed",
    title: "checkout-5xx",
    place: "web:general",
    openedAt: iso(at),
    closedAt: iso(at + 7200),
    facts: { kind: "alarm", firings: 1, firedAt: iso(at), signs: [], knowledge: [], ...facts },
    ...more,
  };
}

const cause = { statement: "orders fails since its deploy", component: "orders", by: "Ana" };
const window = { start: START, end: START + 3 * DAY };

describe("statistics", () => {
  test("noise is what was closed without a cause, and open ones are not noise", () => {
    const { all } = statsOf([counted(0), counted(0, { cause }), counted(1, {}, { status: "open" })], window, "alarm");
    expect(all).toMatchObject({ investigations: 3, closed: 2, withoutCause: 1 });
  });

  test("times are means over those that reached the step", () => {
    const at = (day: number, later: number): string => iso(START + day * DAY + 3600 + later);
    const { all } = statsOf(
      [
        counted(0, { acknowledgedAt: at(0, 60), recoveredAt: at(0, 600) }),
        counted(1, { acknowledgedAt: at(1, 180) }),
        counted(2),
        counted(2, { acknowledgedAt: at(2, -5) }),
      ],
      window,
      "alarm",
    );
    expect(all).toMatchObject({ acknowledged: 3, toAcknowledge: 80, recovered: 1, toRecover: 600 });
  });

  test("agreement counts only what people decided on", () => {
    const { agreements } = statsOf(
      [
        counted(0, { reached: "CONFIRMED", agreed: true }),
        counted(0, { reached: "CONFIRMED", agreed: false }),
        counted(0, { reached: "CONFIRMED" }),
        counted(0, { reached: "LIKELY", agreed: true }),
      ],
      window,
      "alarm",
    );
    expect(agreements.slice(0, 2)).toEqual([
      { verdict: "CONFIRMED", agreed: 1, decided: 2, undecided: 1 },
      { verdict: "LIKELY", agreed: 1, decided: 1, undecided: 0 },
    ]);
  });

  test("what was opened outside of the window, or is no alarm, is not counted", () => {
    const { all, days } = statsOf(
      [counted(-1), counted(0), counted(3), counted(1, { kind: "question" }), counted(1, { kind: "notice" })],
      window,
      "alarm",
    );
    expect(all.investigations).toBe(1);
    expect(days).toEqual([1, 0, 0]);
  });

  test.each([
    ["alarm", ["cart-latency", "checkout-5xx"]],
    ["team", ["payments", "no team tag"]],
    ["service", ["shop", "no service tag"]],
  ] as const)("by %s, the most firings first", (group, names) => {
    const tagged = counted(0, { firings: 5, team: "payments", service: "shop" }, { title: "cart-latency" });
    expect(statsOf([counted(0), tagged], window, group).groups.map(({ name }) => name)).toEqual(names);
  });

  test("of nothing there is nothing", () => {
    expect(statsOf([], window, "team")).toMatchObject({ all: { investigations: 0, toRecover: undefined }, groups: [] });
  });
});

describe("the facts of an investigation", () => {
  const life = [opened, fired(2), change("e1", 3, 0, "UpdateService by role/deploy"), proposed("h1", 4, ["e1"])];

  test("agreement is what people did with the first hypothesis", () => {
    const second = proposed("h2", 4, [], "more traffic");
    const facts = (...more: readonly Event[]) => factsOf(historyOf(...life, second, verdict(5), ...more).state);
    expect(facts().agreed).toBeUndefined();
    expect(facts(accepted("h1", 6))).toMatchObject({ reached: "LIKELY", agreed: true, cause: { by: "Ana" } });
    expect(facts({ type: "hypothesisDiscarded", ...by(6, ben), id: "h1" }).agreed).toBe(false);
    expect(facts(accepted("h2", 6)).agreed).toBe(false);
    expect(facts({ type: "hypothesisDiscarded", ...by(6, ben), id: "h2" }).agreed).toBeUndefined();
  });

  test("knowledge is what people marked as such", () => {
    const note = (id: string, text: string) => ({ type: "noteAdded", ...by(6, ana), id, text }) as const;
    const { knowledge } = factsOf(
      historyOf(...life, note("n1", "rolled back"), note("n2", "Knowledge: drain the queue first")).state,
    );
    expect(knowledge).toEqual(["drain the queue first"]);
  });

  test("a whole life is counted from its first firing to its last recovery", () => {
    const facts = factsOf(historyOf(...life, recovered(8), fired(20), recovered(32), closed(40)).state);
    expect(facts).toMatchObject({ firings: 2, resolution: "rolled back", closedBy: "Ana" });
    expect(Date.parse(facts.recoveredAt ?? "") - Date.parse(facts.firedAt ?? "")).toBe(30 * 60_000);
  });
});

test("a storm lasts from its beginning to the recovery of its last alarm", () => {
  const line = (groupKey: string, state: "ALARM" | "OK", at: number) => ({
    ...{ groupKey, name: groupKey, state, alarmAt: minute(at), facts: [] },
  });
  const grew = (...members: ReturnType<typeof line>[]) => ({ type: "stormGrew", ...by(9, ana), members }) as const;
  const storm: Event = {
    type: "opened",
    ...by(2),
    ...{ number: 1042, title: "many alarms at once", subject: { type: "storm", since: minute(2) } },
    ...{ place: "web:general", also: [], automatic: false },
  };
  const facts = (...events: readonly Event[]) => factsOf(historyOf(storm, ...events).state);
  const begun = grew(line("a", "ALARM", 2), line("b", "ALARM", 3));
  expect(facts(begun)).toMatchObject({ kind: "storm", firedAt: minute(2), signs: [expect.stringMatching(/^alarms /)] });
  expect(facts(begun).recoveredAt).toBeUndefined();
  expect(facts(begun, grew(line("b", "OK", 12), line("a", "OK", 8))).recoveredAt).toBe(minute(12));
});

describe("similar ones", () => {
  const own = {
    number: 1,
    groupKey: "checkout-5xx",
    facts: counted(0, { signs: ["component orders", "mechanism service change", "log TypeError <*>"] }).facts,
  };
  const like = (...signs: string[]) => counted(0, { signs, cause });

  test("the same log pattern weighs more than the same component, and says so", () => {
    const [log, component] = [like("log TypeError <*>"), like("component orders")];
    const found = similarTo(own, [component, log]);
    expect(found.map(({ earlier, reasons }) => [earlier.number, reasons])).toEqual([
      [log.number, ["same log pattern"]],
      [component.number, ["same component"]],
    ]);
  });

  test.each([
    ["the kind of cause alone", like("mechanism service change")],
    ["nothing in common", like("component cart")],
    ["itself", { ...like("component orders"), number: 1 }],
    ["one in which nobody decided anything", counted(0, { signs: ["component orders"] })],
  ])("%s is not similar", (_, other) => {
    expect(similarTo(own, [other])).toEqual([]);
  });

  test.each([
    ["all", 30, 0, ["same alarms"]],
    ["most", 24, 6, ["most of the same alarms"]],
    ["a few", 6, 24, undefined],
    ["none", 0, 30, undefined],
  ])("a storm of which %s of the alarms are those of an earlier one", (_, shared, others, reasons) => {
    const keys = (name: string, count: number) => Array.from({ length: count }, (_each, index) => `${name}-${index}`);
    const storm = (...groupKeys: readonly string[]) =>
      counted(0, { kind: "storm", signs: [stormMark(groupKeys)], resolution: "zone shifted" });
    const earlier = storm(...keys("alarm", 30));
    const present = storm(...keys("alarm", shared), ...keys("other", others));
    const found = similarTo({ number: present.number, groupKey: undefined, facts: present.facts }, [earlier]);
    expect(found[0]?.reasons).toEqual(reasons);
  });

  test("the same alarm is similar whatever it looked like, as long as people left something", () => {
    const same = counted(0, { resolution: "rolled back" }, { groupKey: "checkout-5xx" });
    expect(similarTo(own, [same])).toMatchObject([{ reasons: ["same alarm"] }]);
  });
});
