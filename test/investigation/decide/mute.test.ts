import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/events/question.ts";
import type { Command } from "../../../src/investigation/command.ts";
import { rootCard } from "../../../src/investigation/view/root.ts";
import { alarm, after as commanded, given, lines, meta, minute, open, turn } from "../given.ts";

const at = (minutes: number) => meta(minute(minutes));
const mute = (on: boolean): Command => ({
  type: "ask",
  question: { type: "mute", on },
  understood: on ? "mute" : "unmute",
});
const answered = (query: string, failed = false): Command => {
  const answer: Answer = { sentence: "said", query: "mute", columns: [], rows: [], more: 0, failed };
  return { type: "answer", query, answer };
};
const fires = commanded([open, at(2)]);
const snoozed = commanded([open, at(2)], [{ type: "snooze", minutes: 60 }, at(10)]);
const muted = commanded(
  [open, at(2)],
  [{ type: "snooze", minutes: 60 }, at(10)],
  [mute(true), at(11)],
  [answered("q1"), at(11)],
);
const labels = (state: typeof fires) =>
  rootCard(state).blocks.flatMap((block) => (block.type === "actions" ? block.actions.map(({ label }) => label) : []));

describe("muting a snoozed alarm in CloudWatch", () => {
  test("is offered while a snooze with an end lasts, and says so once it is done", () => {
    expect(labels(fires)).not.toContain("Mute in AWS");
    expect(labels(snoozed)).toContain("Mute in AWS");
    expect(labels(muted)).toContain("Unmute");
    expect(lines(muted, "root").join("\n")).toContain("Snoozed by Ana until 04:10, muted in CloudWatch");
  });

  test.each([
    ["nothing is snoozed", fires, /First: snooze 1h/],
    ["the snooze has no end", commanded([open, at(2)], [{ type: "snooze" }, at(3)]), /First: snooze 1h/],
    ["it is muted", muted, /is muted in CloudWatch already. To end it: unmute-alarm/],
    [
      "the alarm is simulated",
      commanded([
        { ...open, subject: { type: "alarm", alarm: { ...alarm, simulated: true } }, transitions: [] },
        at(2),
      ]),
      /about no alarm of a real account/,
    ],
  ])("is refused where %s", (_where, state, words) => {
    given(state).when(mute(true), at(12)).refused(words);
  });

  test("may be tried again after it failed", () => {
    const failed = given(given(snoozed).when(mute(true), at(11)).happens("queryAsked"))
      .when(answered("q1", true), at(11))
      .happens("queryAnswered");
    expect(labels(failed)).toContain("Mute in AWS");
    given(failed).when(mute(true), at(12)).happens("queryAsked");
  });

  test("is taken back by hand, once", () => {
    const back = given(muted).when(mute(false), at(12)).happens("queryAsked");
    expect(back.queries.at(-1)?.question).toEqual({ type: "mute", on: false, snooze: 1 });
    expect(lines(back, "root").join("\n")).not.toContain("muted");
    given(back)
      .when(mute(false), at(13))
      .refused(/is not muted/);
  });
});

describe("a mute ends in the same commit as its snooze", () => {
  const endings: readonly (readonly [string, Command, readonly ["unsnoozed" | "snoozed" | "closed", "queryAsked"]])[] =
    [
      ["ended by a person", { type: "unsnooze" }, ["unsnoozed", "queryAsked"]],
      ["replaced by another", { type: "snooze", minutes: 30 }, ["snoozed", "queryAsked"]],
      ["closed", { type: "close" }, ["closed", "queryAsked"]],
    ];
  test.each(endings)("%s", (_how, command, events) => {
    const over = given(muted)
      .when(command, at(20))
      .happens(...events);
    expect(over.queries.at(-1)?.question).toEqual({ type: "mute", on: false, snooze: 1 });
  });

  test("when its time is over", () => {
    given(muted)
      .when({ type: "wake", timer: `snooze/${minute(70)}` }, at(70))
      .happens("unsnoozed", "queryAsked");
  });

  test("when it gets worse", () => {
    const worse: Command = { type: "setSeverity", severity: "SEV1" };
    given(muted).when(worse, at(20)).happens("severitySet", "unsnoozed", "queryAsked");
  });

  test("goes on with a recovery that leaves the snooze", () => {
    const well: Command = { type: "alarmChanged", transitions: [turn("OK", 20)] };
    given(muted).when(well, at(20)).happens("alarmRecovered");
  });

  test("also where CloudWatch has not answered yet", () => {
    const asked = given(snoozed).when(mute(true), at(11)).happens("queryAsked");
    given(asked).when({ type: "unsnooze" }, at(12)).happens("unsnoozed", "queryAsked");
  });
});
