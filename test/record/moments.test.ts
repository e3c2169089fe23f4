import { expect, test } from "vitest";
import type { Event } from "../../src/events/events.ts";
import { momentsOf } from "../../src/record/moments.ts";
import { alarm, ana, ben, minute } from "../investigation/given.ts";
import { accepted, by, change, closed, fired, historyOf, opened, proposed, recovered, verdict } from "./history.ts";

const lines = (...events: readonly Event[]): readonly string[] => {
  const { commits, state } = historyOf(...events);
  return momentsOf(commits, state).map(({ at, by: who, text }) => `${at.slice(14, 16)} ${who ?? "–"} ${text}`);
};

test("a life is told in the order in which it happened, not in which it was recorded", () => {
  expect(
    lines(
      opened,
      fired(2),
      change("e1", 3, 0, "UpdateService by role/deploy, 2 min before orders moved"),
      proposed("h1", 3, ["e1"]),
      verdict(4),
      { type: "acknowledged", ...by(5, ben) },
      {
        type: "noteAdded",
        ...by(9, ana),
        id: "n1",
        text: "customers\nwrite in",
        said: { at: minute(1), author: "Cleo", link: "https://chat.example/1" },
      },
      accepted("h1", 6),
      recovered(8),
      closed(10, "h1"),
    ),
  ).toEqual([
    "00 – UpdateService by role/deploy, 2 min before orders moved",
    "01 Cleo customers write in (kept by Ana)",
    "02 – ALARM: HTTPCode_Target_5XX_Count Sum 41, limit 5",
    "03 – Proposed as LIKELY: orders fails since its deploy",
    "04 – LIKELY: orders fails since its deploy",
    "05 Ben Acknowledged",
    "06 Ana Accepted h1, orders fails since its deploy",
    "08 – OK",
    "10 Ana Closed: rolled back",
  ]);
});

test("what was taken back leaves both lines", () => {
  const told = lines(
    opened,
    fired(2),
    proposed("h1", 3),
    accepted("h1", 4),
    { type: "hypothesisRestored", ...by(5, ben), id: "h1" },
    { type: "acknowledged", ...by(6, ana) },
    { type: "unacknowledged", ...by(7, ana) },
    closed(8),
    { type: "reopened", ...by(9, ben) },
  );
  expect(told.slice(2)).toEqual([
    "04 Ana Accepted h1, orders fails since its deploy",
    "05 Ben Took the decision back on h1, orders fails since its deploy",
    "06 Ana Acknowledged",
    "07 Ana Took the acknowledgement back",
    "08 Ana Closed: rolled back",
    "09 Ben Opened again",
  ]);
});

test("a change that a later look finds again is told once, and one of the same minute beside it", () => {
  const told = lines(
    opened,
    change("e1", 3, 0, "UpdateService by role/deploy, 2 min before orders moved"),
    change("e5", 9, 0, "UpdateService by role/deploy, 1 min before orders moved"),
    change("e6", 9, 0, "PutParameter by role/deploy, 2 min before orders moved"),
  );
  expect(told).toEqual([
    "00 – UpdateService by role/deploy, 2 min before orders moved",
    "00 – PutParameter by role/deploy, 2 min before orders moved",
  ]);
});

test("the same state change of several series, or told twice, is one line", () => {
  const series = (id: string): Event => ({
    type: "alarmFired",
    ...by(2),
    alarmAt: minute(2),
    alarm: { ...alarm, contributor: { id, attributes: {} } },
  });
  expect(lines(opened, series("a"), series("b"))).toHaveLength(1);
});
