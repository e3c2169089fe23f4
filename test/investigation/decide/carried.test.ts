import { describe, expect, test } from "vitest";
import { plain } from "../../../src/card/card.ts";
import type { Routed } from "../../../src/events/routed.ts";
import { isClearlyWorse } from "../../../src/investigation/carried/worse.ts";
import type { Command } from "../../../src/investigation/command.ts";
import { react } from "../../../src/investigation/react.ts";
import type { Investigation } from "../../../src/investigation/state.ts";
import { rootCard } from "../../../src/investigation/view/root.ts";
import { view } from "../../../src/investigation/view.ts";
import { ana, ben, after as commanded, given, lines, meta, minute, open, policy, turn } from "../given.ts";

const gumshoe = { id: "gumshoe", name: "Gumshoe" };
const at = (minutes: number, who = ana) => meta(minute(minutes), who);
const fires = (): Investigation => commanded([open, at(2)]);
const slots = (state: Investigation) => view(state).map(({ slot }) => slot);
const value = (number: number, minutes: number): Command => ({
  type: "readValue",
  episode: 1,
  now: { value: number, at: Date.parse(minute(minutes)) / 1000, failing: true, text: `${number} per min` },
});

describe("assigning", () => {
  test("gives it to a person, once, and is taken back", () => {
    const given1 = given(fires()).when({ type: "assign", to: ben }, at(3)).happens("assigned");
    expect(lines(given1, "root").join("\n")).toContain("Assigned to Ben by Ana at 03:03");
    given(given1)
      .when({ type: "assign", to: ben }, at(4))
      .refused(/was assigned to Ben by Ana at 03:03/);
    const back = given(given1).when({ type: "unassign" }, at(5)).happens("unassigned");
    expect(lines(back, "root").join("\n")).not.toContain("Assigned");
    given(back)
      .when({ type: "unassign" }, at(6))
      .refused(/assigned to nobody. To take it: assign me/);
  });
  test("assign me takes it", () => {
    const taken = given(fires()).when({ type: "assign" }, at(3, ben)).happens("assigned");
    expect(taken.assigned?.to).toEqual(ben);
    expect(lines(taken, "root").join("\n")).toContain("Taken by Ben at 03:03");
  });
});

describe("severity", () => {
  test("stands in the title, and is taken back", () => {
    const set = given(fires()).when({ type: "setSeverity", severity: "SEV2" }, at(3)).happens("severitySet");
    expect(rootCard(set).title).toBe("ALARM SEV2 checkout-5xx · G-1042");
    given(set)
      .when({ type: "setSeverity", severity: "SEV2" }, at(4))
      .refused(/is SEV2 already/);
    expect(rootCard(given(set).when({ type: "setSeverity" }, at(5)).happens("severitySet")).title).not.toContain("SEV");
  });
});

describe("a snooze", () => {
  const snoozed = (minutes?: number): Investigation =>
    given(fires())
      .when({ type: "snooze", ...(minutes !== undefined && { minutes }) }, at(10))
      .happens("snoozed");

  test("says until when, and ends by itself with one message", () => {
    const state = snoozed(30);
    expect(rootCard(state).title).toMatch(/^SNOOZED /);
    expect(lines(state, "root").join("\n")).toContain("Snoozed by Ana until 03:40");
    given(state)
      .when({ type: "wake", timer: `snooze/${minute(40)}` }, at(39))
      .happens();
    const over = given(state)
      .when({ type: "wake", timer: `snooze/${minute(40)}` }, at(40))
      .happens("unsnoozed");
    expect(lines(over, "woken-1").join("\n")).toMatch(/Snoozed by Ana at 03:10 until 03:40. It still fires/);
    given(over)
      .when({ type: "wake", timer: `snooze/${minute(40)}` }, at(41))
      .happens();
  });
  test("is not said over when it is well", () => {
    const well = given(snoozed(30))
      .when({ type: "alarmChanged", transitions: [turn("OK", 20)] }, at(20))
      .happens("alarmRecovered");
    const over = given(well)
      .when({ type: "wake", timer: `snooze/${minute(40)}` }, at(40))
      .happens("unsnoozed");
    expect(slots(over)).not.toContain("woken-1");
  });
  test("a shorter one replaces it, and the timer of the first is none", () => {
    const again = given(snoozed(240)).when({ type: "snooze", minutes: 30 }, at(11)).happens("snoozed");
    expect(again.snoozes.filter(({ ended }) => !ended)).toHaveLength(1);
    given(again)
      .when({ type: "wake", timer: `snooze/${minute(250)}` }, at(41))
      .happens("unsnoozed");
  });
  test("until OK ends with the recovery, without a word", () => {
    const ok = given(snoozed())
      .when({ type: "alarmChanged", transitions: [turn("OK", 20)] }, at(20))
      .happens("alarmRecovered", "unsnoozed");
    expect(slots(ok)).not.toContain("woken-1");
    given(ok)
      .when({ type: "snooze" }, at(21))
      .refused(/is not in ALARM. For a time: snooze 1h/);
  });
  test("of what fires again and again makes no sound", () => {
    const flaps: Command = { type: "alarmChanged", transitions: [turn("OK", 20), turn("ALARM", 35)] };
    const state = given(snoozed(240))
      .when(flaps, at(36))
      .happens("alarmRecovered", "alarmFired", "investigationRequested");
    expect(slots(state)).not.toContain("again-2");
    expect(
      slots(given(fires()).when(flaps, at(36)).happens("alarmRecovered", "alarmFired", "investigationRequested")),
    ).toContain("again-2");
  });
  test.each<readonly [string, Command, RegExp]>([
    [
      "a further series",
      { type: "alarmChanged", transitions: [turn("ALARM", 20, "az2")] },
      /a further series fires: az2/,
    ],
    ["a higher severity", { type: "setSeverity", severity: "SEV1" }, /now SEV1/],
    ["a clearly worse value", value(77, 20), /at least twice as far beyond its limit/],
  ])("%s ends it early, said once", (_, worse, words) => {
    const state = snoozed(240);
    const ended = given(state).when(worse, at(20)).happens(expect.anything(), "unsnoozed");
    expect(view(ended).find(({ slot }) => slot === "woken-1")?.card.title).toMatch(/^SNOOZE ENDED EARLY /);
    expect(lines(ended, "woken-1").join("\n")).toMatch(words);
    given(ended)
      .when({ type: "wake", timer: `snooze/${minute(250)}` }, at(260))
      .happens();
  });
  test("a value that is only a little worse does not", () => {
    given(snoozed(240)).when(value(76, 20), at(20)).happens("valueRead");
  });
  test("is taken back", () => {
    given(fires())
      .when({ type: "unsnooze" }, at(11))
      .refused(/is not snoozed. To snooze it: snooze 1h/);
    const back = given(snoozed(30)).when({ type: "unsnooze" }, at(11)).happens("unsnoozed");
    expect(slots(back)).not.toContain("woken-1");
  });
});

test.each([
  [{ threshold: 5, operator: "GreaterThanThreshold" }, 41, 77, true],
  [{ threshold: 5, operator: "GreaterThanThreshold" }, 41, 76, false],
  [{ threshold: 5, operator: "GreaterThanThreshold" }, 5, 6, true],
  [{ threshold: 5, operator: "GreaterThanThreshold" }, 5, 5.5, false],
  [{ threshold: 0, operator: "GreaterThanThreshold" }, 0, 0, false],
  [{ threshold: 100, operator: "LessThanThreshold" }, 90, 79, true],
  [{ threshold: 100, operator: "LessThanThreshold" }, 90, 85, false],
  [{ threshold: 100, operator: "LessThanThreshold" }, 90, 200, false],
  [{ threshold: undefined, operator: "GreaterThanUpperThreshold" }, 1, 100, false],
  [{ threshold: 5, operator: "GreaterThanThreshold" }, undefined, 100, false],
] as const)("of %j %s → %s is clearly worse: %s", (limit, before, now, worse) => {
  expect(isClearlyWorse(limit, before, now)).toBe(worse);
});

describe("a repeat", () => {
  const repeat: Command = { type: "wake", timer: "repeat" };

  test("says once an interval that it still fires, with its value", () => {
    given(fires()).when(repeat, at(61)).happens();
    const said = given(given(fires()).when(value(38, 60), at(60)).happens("valueRead"))
      .when(repeat, at(62))
      .happens("repeated");
    expect(lines(said, "repeat-1").join("\n")).toContain(
      "Fires since 03:02, acknowledged by nobody: 38 per min at 04:00",
    );
    given(said).when(repeat, at(62)).happens();
    given(said).when(repeat, at(122)).happens("repeated");
  });
  test.each<readonly [string, Command]>([
    ["acknowledged", { type: "acknowledge" }],
    ["snoozed", { type: "snooze", minutes: 300 }],
    ["recovered", { type: "alarmChanged", transitions: [turn("OK", 30)] }],
    ["closed", { type: "close" }],
  ])("is not said when it is %s", (_, command) => {
    given(commanded([open, at(2)], [command, at(31)]))
      .when(repeat, at(62))
      .happens();
  });
  const routedAs = (more: Partial<Routed>): Command => ({
    ...open,
    routed: { routes: ["route"], receivers: ["shop"], class: "alert", targets: 0, labels: {}, ...more },
  });
  test("is said as often as the route says", () => {
    const often = commanded([routedAs({ repeatMs: 10 * 60_000 }), at(2)]);
    given(often).when(repeat, at(11)).happens();
    given(often).when(repeat, at(12)).happens("repeated");
  });
  test("is not said of a mere notification", () => {
    given(commanded([routedAs({ class: "notification" }), at(2)]))
      .when(repeat, at(62))
      .happens();
  });
  test("is not said of what no channel shows yet", () => {
    const held = { until: minute(600), reason: "muted by nights", place: "web:general", also: [] };
    given(commanded([{ ...open, held }, at(2)]))
      .when(repeat, at(62))
      .happens();
  });
  test("is bounded", () => {
    const many = Array.from({ length: 20 }, (_, index) => [repeat, at(62 + 60 * index)] as const);
    expect(commanded([open, at(2)], ...many).repeats).toHaveLength(10);
  });
  test("begins anew when the acknowledgement is taken back", () => {
    const back = commanded([open, at(2)], [{ type: "acknowledge" }, at(50)], [{ type: "unacknowledge" }, at(55)]);
    given(back).when(repeat, at(62)).happens();
    given(back).when(repeat, at(115)).happens("repeated");
  });
  test("whoever acknowledged it long ago is reminded", () => {
    const acked = commanded([open, at(2)], [{ type: "acknowledge" }, at(5, ben)]);
    given(acked).when({ type: "wake", timer: "remind" }, at(244)).happens();
    const told = given(acked).when({ type: "wake", timer: "remind" }, at(245)).happens("ackReminded");
    expect(lines(told, "reminder-1").join("\n")).toContain("Ben acknowledged it at 03:05, and it still fires");
    given(told).when({ type: "wake", timer: "remind" }, at(246)).happens();
  });
});

describe("an escalation", () => {
  const person = (name: string) => ({
    type: "person" as const,
    name,
    ids: [`slack:U${name.toUpperCase()}`],
    schedule: "primary",
  });
  const plan: Command = {
    type: "planEscalation",
    steps: [
      { at: minute(7), targets: [person("Ben")] },
      { at: minute(17), targets: [{ type: "here" }, { type: "channel", name: "war room", place: "web:war" }] },
    ],
  };
  const page = (step: number): Command => ({ type: "page", plannedAt: minute(2), step, targets: [person("Cleo")] });
  const planned = (): Investigation => given(fires()).when(plan, at(2)).happens("escalationPlanned");

  test("says who is next and when, and pages whoever is on call then, each step once", () => {
    expect(lines(planned(), "root").join("\n")).toContain("Next: pages Ben (on call) at 03:07");
    given(planned()).when(page(1), at(6, gumshoe)).happens();
    const paged = given(planned()).when(page(1), at(7, gumshoe)).happens("paged");
    expect(lines(paged, "page-1")[0]).toBe("Cleo: nobody has acknowledged it");
    expect(lines(paged, "root").join("\n")).toMatch(
      /Paged Cleo \(on call\) at 03:07[\s\S]*Next: pages everybody here, war room at 03:17/,
    );
    given(paged).when(page(1), at(8, gumshoe)).happens();
    given(paged).when(page(2), at(16, gumshoe)).happens();
    given(paged).when(page(2), at(17, gumshoe)).happens("paged");
  });
  test("a page says afterwards who took it, and that it is over, also when the alarm fires anew", () => {
    const paged = given(planned()).when(page(1), at(7, gumshoe)).happens("paged");
    const cardIn = (state: Investigation) => view(state).find(({ slot }) => slot === "page-1")?.card;
    expect(cardIn(paged)).toMatchObject({ title: expect.stringMatching(/^PAGE /), tone: "alarm" });
    const taken = given(paged).when({ type: "acknowledge" }, at(8)).happens("acknowledged");
    expect(cardIn(taken)).toMatchObject({ title: expect.stringMatching(/^PAGED /), tone: "acknowledged" });
    expect(lines(taken, "page-1").join("\n")).toMatch(
      /^Cleo: nobody had acknowledged it\nAcknowledged by Ana at 03:08/,
    );
    const back = given(taken).when({ type: "unacknowledge" }, at(9)).happens("unacknowledged");
    expect(lines(back, "page-1")[0]).toBe("Cleo: nobody has acknowledged it");
    const well = given(back)
      .when({ type: "alarmChanged", transitions: [turn("OK", 10)] }, at(10))
      .happens("alarmRecovered");
    expect(lines(well, "page-1")).toEqual(["Cleo: nobody had acknowledged it", "Recovered at 03:10"]);
    const anew = given(well)
      .when({ type: "alarmChanged", transitions: [turn("ALARM", 20)] }, at(20))
      .happens("alarmFired", "investigationRequested");
    expect(cardIn(anew)).toMatchObject({ title: expect.stringMatching(/^PAGED /), tone: "ok" });
  });
  test("names each whom it calls by the ids of the platforms", () => {
    const paged = given(planned()).when(page(1), at(7, gumshoe)).happens("paged");
    const card = view(paged).find(({ slot }) => slot === "page-1")?.card;
    expect(card?.blocks[0]).toMatchObject({ text: [{ calls: "Cleo", ids: ["slack:UCLEO"] }, expect.anything()] });
  });
  test("a channel that is paged shows it from then on", () => {
    const once = given(planned()).when(page(1), at(7, gumshoe)).happens("paged");
    const step2: Command = {
      type: "page",
      plannedAt: minute(2),
      step: 2,
      targets: [{ type: "channel", name: "war room", place: "web:war" }],
    };
    expect(given(once).when(step2, at(17, gumshoe)).happens("paged").also).toEqual(["web:war"]);
  });
  test.each<readonly [string, Command]>([
    ["acknowledged", { type: "acknowledge" }],
    ["snoozed", { type: "snooze", minutes: 60 }],
    ["recovered", { type: "alarmChanged", transitions: [turn("OK", 4)] }],
    ["closed", { type: "close" }],
  ])("stops when it is %s", (_, command) => {
    const stopped = commanded([open, at(2)], [plan, at(2)], [command, at(5)]);
    expect(lines(stopped, "root").join("\n")).not.toContain("Next: pages");
    given(stopped).when(page(1), at(7, gumshoe)).happens();
  });
  test("of an earlier plan does nothing", () => {
    const again = commanded([open, at(2)], [plan, at(2)], [plan, at(3)]);
    given(again).when(page(1), at(8, gumshoe)).happens();
  });
  test("by hand pages at once, also when it is acknowledged, and a step that it is counts as done", () => {
    const byHand: Command = { type: "escalate", targets: [person("Ben")], step: 1 };
    const paged = given(planned()).when(byHand, at(3)).happens("paged");
    expect(lines(paged, "page-1")[0]).toBe("Ben: Ana asks for help");
    given(paged).when(page(1), at(7, gumshoe)).happens();
    const acked = commanded([open, at(2)], [{ type: "acknowledge" }, at(5)]);
    given(acked).when(byHand, at(6)).happens("paged");
  });
  test("is planned when it fires and when an acknowledgement or a snooze ends", () => {
    const plans = (state: Investigation, command: Command, minutes: number): boolean => {
      const next = given(state).when(command, at(minutes));
      const stamp = { at: minute(minutes), by: ana };
      const event =
        command.type === "unacknowledge"
          ? ({ type: "unacknowledged", ...stamp } as const)
          : ({ type: "unsnoozed", ...stamp, because: "person" } as const);
      return react(event, next.happens(event.type), policy).some(
        (work) => work.type === "wake" && work.timer === "escalate",
      );
    };
    expect(plans(commanded([open, at(2)], [{ type: "acknowledge" }, at(3)]), { type: "unacknowledge" }, 4)).toBe(true);
    expect(plans(commanded([open, at(2)], [{ type: "snooze", minutes: 9 }, at(3)]), { type: "unsnooze" }, 4)).toBe(
      true,
    );
  });
});

test("a value that is read while it fires says that it still does, and an older one nothing", () => {
  const read = given(fires()).when(value(38, 8), at(8)).happens("valueRead");
  expect(lines(read, "root")).toContain("Still failing since 03:02: errors 38 per min at 03:08, limit 5");
  given(read).when(value(50, 7), at(9)).happens();
  const well = commanded([open, at(2)], [{ type: "alarmChanged", transitions: [turn("OK", 5)] }, at(5)]);
  given(well).when(value(38, 8), at(8)).happens();
});

describe("how often it fired", () => {
  const days = (count: number): string => minute(2 - count * 1_440);
  test.each([
    [[], [], undefined],
    [[days(0.5), days(0.2)], [], "3rd time in 24 h · 3rd in 30 days"],
    [[days(20), days(3), days(2)], [days(19), days(1)], "4th time in 30 days, 2 closed without cause"],
    [[days(40)], [days(39)], undefined],
    [Array.from({ length: 10 }, (_, index) => days(index / 10 + 0.05)), [], "11th time in 24 h · 11th in 30 days"],
  ])("%#", (firings, unexplained, words) => {
    const state = commanded([{ ...open, recurrence: { firings, unexplained } }, at(2)]);
    const said = rootCard(state).blocks.flatMap((block) => (block.type === "context" ? [plain(block.text)] : []));
    expect(said.find((line) => line.includes("30 days"))).toBe(words);
  });
});
