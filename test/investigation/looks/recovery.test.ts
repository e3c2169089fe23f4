import { expect, test } from "vitest";
import { plain } from "../../../src/card/card.ts";
import { changeBeforeRecovery } from "../../../src/engine/follow-up/recovery.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Command } from "../../../src/investigation/command.ts";
import { componentsOf } from "../../../src/investigation/looks/recovery.ts";
import { react } from "../../../src/investigation/react.ts";
import type { Investigation } from "../../../src/investigation/state.ts";
import { view } from "../../../src/investigation/view.ts";
import { after, alarm, diagnosis, given, meta, minute, open, policy, turn } from "../given.ts";

const at = (minutes: number): number => Date.parse(minute(minutes)) / 1000;
const round = { type: "recordRound", episode: 1, diagnosis: diagnosis("cart") } as const;
const ok = (minutes: number, value = 0.3) => ({ ...turn("OK", minutes), alarm: { ...alarm, value } });
const recover: Command = { type: "alarmChanged", transitions: [ok(31)] };
const look = { type: "wake", timer: "recovery/1/0" } as const;
const recovered = after(open, round, recover);

function change(minutes: number, more: Partial<Change> = {}): Change {
  const resources = ["arn:aws:ecs:eu-west-1:1:service/shop/cart"];
  return {
    id: `c${minutes}`,
    at: at(minutes),
    action: "UpdateService",
    actor: "role/deploy",
    resources,
    detail: {},
    ...more,
  };
}

/** What the look brings back when these changes are seen up to a horizon. */
function seen(changes: readonly Change[], horizon: number): Extract<Command, { type: "recordRecovery" }> {
  const followed = changeBeforeRecovery(changes, componentsOf(recovered), { start: at(2), end: at(31) }, at(horizon));
  return {
    type: "recordRecovery",
    episode: 1,
    recoveredAt: minute(31),
    horizon: at(horizon),
    ...(followed && { followed }),
  };
}

const line = (state: Investigation): string => {
  const texts = (view(state)[0]?.card.blocks ?? []).flatMap((block) =>
    block.type === "text" ? [plain(block.text, "UTC")] : [],
  );
  return texts.find((text) => text.startsWith("Recovered")) ?? "";
};

test("a recovery is looked at at once, and again when CloudTrail can tell", () => {
  const event = { type: "alarmRecovered", at: minute(31), by: meta("").actor, alarmAt: minute(31), alarm } as const;
  const timers = react(event, recovered, policy).flatMap((work) =>
    work.type === "wake" ? [[work.timer, work.at]] : [],
  );
  expect(timers).toEqual(
    expect.arrayContaining([
      ["recovery/1/0", minute(31)],
      ["recovery/1/16", minute(47)],
    ]),
  );
  const state = given(recovered).when(look).happens("recoveryLookBegun");
  const begun = { type: "recoveryLookBegun", at: minute(31), by: meta("").actor, episode: 1 } as const;
  expect(react(begun, state, policy)).toEqual([{ type: "investigate", episode: 1 }]);
});

test("the card says since when, at which value, and which change it followed", () => {
  const state = given(recovered)
    .when(seen([change(10), change(27)], 31))
    .happens("evidenceRecorded", "recoverySeen");
  expect(line(state)).toBe(
    "Recovered at 03:31: errors 0.3 per min, limit 5, 4 min after UpdateService by role/deploy (e2)",
  );
  given(state)
    .when({ ...look, timer: "recovery/1/16" })
    .happens();
});

test("a change that is evidence already keeps its number", () => {
  const first = given(recovered)
    .when(seen([change(27)], 16))
    .happens("evidenceRecorded", "recoverySeen");
  const again = after(open, round, { type: "alarmChanged", transitions: [ok(31)] });
  const known = { ...again, evidence: first.evidence };
  expect(
    line(
      given(known)
        .when(seen([change(27)], 31))
        .happens("recoverySeen"),
    ),
  ).toMatch(/\(e2\)$/);
});

test("where nothing was seen the card says up to when, and it is looked for once more as long as more may arrive", () => {
  const early = given(recovered).when(seen([], 16)).happens("recoverySeen");
  expect(line(early)).toBe(
    "Recovered at 03:31: errors 0.3 per min, limit 5; no change to its components seen up to 03:16",
  );
  given(early)
    .when({ ...look, timer: "recovery/1/16" })
    .happens("recoveryLookBegun");
  const late = given(recovered).when(seen([], 40)).happens("recoverySeen");
  expect(line(late)).toMatch(/seen up to 03:31$/);
  given(late).when(look).happens();
});

test.each<[string, readonly Change[]]>([
  ["before the alarm fired", [change(1)]],
  ["after the recovery", [change(32)]],
  ["to something else", [change(27, { resources: ["orders-db"] })]],
  ["that only marks", [change(27, { action: "TagResource" })]],
])("a recovery follows no change %s", (_, changes) => {
  expect(line(given(recovered).when(seen(changes, 40)).happens("recoverySeen"))).toMatch(/no change/);
});

test("what belongs to an earlier recovery is not said of a firing that goes on", () => {
  const refired = after(open, round, recover, { type: "alarmChanged", transitions: [turn("ALARM", 34)] });
  given(refired)
    .when({ ...look, timer: "recovery/2/0" })
    .happens();
  expect(line(refired)).toBe("");
  given(after(open, round, { type: "alarmChanged", transitions: [ok(29)] }))
    .when(seen([change(27)], 31))
    .happens();
});

test.each([
  ["of a count over five minutes, per minute", { statistic: "Sum", period: 300 }, 10, "errors 2 per min, limit 1"],
  ["in percent", { name: "CPUUtilization", statistic: "Average" }, 41, "average CPUUtilization 41 %, limit 5 %"],
  [
    "in the unit that the alarm tells",
    { name: "Wait", statistic: "p99", unit: "Milliseconds" },
    850,
    "p99 Wait 850 ms, limit 5 ms",
  ],
  ["that is an average without a unit, as it is", { statistic: "Average" }, 0.02, "average errors 0.02, limit 5"],
])("a recovered value %s", (_, more, value, shown) => {
  const own = { ...alarm, value, ...(alarm.metric && { metric: { ...alarm.metric, ...more } }) };
  const transitions = [{ ...turn("OK", 31), alarm: own }];
  expect(line(after(open, round, { type: "alarmChanged", transitions }))).toBe(`Recovered at 03:31: ${shown}`);
});

test("where changes could not be seen the card says so, the look is over, and the next one may still find what it followed", () => {
  const begun = given(recovered).when(look).happens("recoveryLookBegun");
  const unseen = { what: "changes", reason: "access denied", remedy: "needs cloudtrail:LookupEvents" };
  const state = given(begun)
    .when({ type: "recordRecovery", episode: 1, recoveredAt: minute(31), horizon: at(2), unseen })
    .happens("recoverySeen");
  expect(state.findings[1]?.lookingAtRecovery).toBeUndefined();
  expect(line(state)).toBe(
    "Recovered at 03:31: errors 0.3 per min, limit 5; changes before it were not seen: access denied (needs cloudtrail:LookupEvents)",
  );
  const later = given(state)
    .when({ ...look, timer: "recovery/1/16" })
    .happens("recoveryLookBegun");
  const found = given(later)
    .when(seen([change(27)], 31))
    .happens("evidenceRecorded", "recoverySeen");
  expect(line(found)).toMatch(/^Recovered at 03:31: .*, 4 min after UpdateService by role\/deploy \(e2\)$/);
});
