import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createGroups, GROUPS_MS, joinGroups } from "../../src/access/groups.ts";
import { createComplaints } from "../../src/chat/complaints.ts";
import { OutcomeUnknown, Unrecoverable } from "../../src/errors.ts";
import { silentLog } from "../../src/log/log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const all = new Set(["slack:S1", "slack:S2"]);
const ana = { id: "slack:U1", name: "Ana" };

/** Two groups, of which the first answers what the test sets. */
function setUp(first: () => Promise<readonly string[]>) {
  const complaints = createComplaints(silentLog);
  const list = async (group: string) => (group === "S1" ? first() : []);
  return { complaints, groups: createGroups({ groups: [...all], list, complaints }) };
}

test("a group is asked for at the start and every few minutes, until it is stopped", async () => {
  let members = ["slack:U1"];
  const { groups } = setUp(async () => members);
  expect(groups.memberOf(ana, all)).toBe("unknown");
  const stop = groups.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(groups.memberOf(ana, all)).toBe("member");
  members = [];
  await vi.advanceTimersByTimeAsync(GROUPS_MS);
  expect(groups.memberOf(ana, all)).toBe("stranger");
  stop();
  members = ["slack:U1"];
  await vi.advanceTimersByTimeAsync(2 * GROUPS_MS);
  expect(groups.memberOf(ana, all)).toBe("stranger");
});

test("a failure at the start lets nobody in, and is told until it works again", async () => {
  let away = true;
  const { groups, complaints } = setUp(async () => {
    if (away) throw new OutcomeUnknown("Slack answered 500");
    return ["slack:U1"];
  });
  await groups.refresh();
  expect(groups.memberOf(ana, all)).toBe("unknown");
  expect(complaints.list()).toEqual(["S1 gives nobody a role: Slack answered 500"]);
  away = false;
  await groups.refresh();
  expect(groups.memberOf(ana, all)).toBe("member");
  expect(complaints.list()).toEqual([]);
});

test.each([
  ["that may pass keeps who was in it", new OutcomeUnknown("Slack answered 500"), "member", /stay as last told/],
  [
    "that the platform stands by lets nobody in",
    new Unrecoverable("no_such_subteam"),
    "unknown",
    /gives nobody a role/,
  ],
])("a later failure %s", async (_name, failure, membership, told) => {
  const answers = [Promise.resolve(["slack:U1"])];
  const { groups, complaints } = setUp(() => answers.shift() ?? Promise.reject(failure));
  await groups.refresh();
  await groups.refresh();
  expect(groups.memberOf(ana, all)).toBe(membership);
  expect(complaints.list()).toEqual([expect.stringMatching(told)]);
});

test("one that still runs is waited for, so that no older answer comes last", async () => {
  let asked = 0;
  const { groups } = setUp(async () => [`slack:U${++asked}`]);
  await Promise.all([groups.refresh(), groups.refresh()]);
  expect(asked).toBe(1);
});

test("each platform speaks for its own people, and where there are no groups nobody is in one", async () => {
  const slack = setUp(async () => ["slack:U1"]).groups;
  const teams = setUp(() => Promise.reject(new OutcomeUnknown("Teams answered 500"))).groups;
  await Promise.all([slack.refresh(), teams.refresh()]);
  const both = joinGroups({ slack, teams });
  const of = (id: string) => both.memberOf({ id, name: "" }, all);
  expect(["slack:U1", "slack:U2", "teams:1", "web:ana"].map(of)).toEqual(["member", "stranger", "unknown", "stranger"]);
});
