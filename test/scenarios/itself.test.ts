import { afterEach, expect, test } from "vitest";
import type { Received } from "../../src/conversation/inbound.ts";
import type { SelfReport } from "../../src/conversation/self-report.ts";
import type { DeadLetter } from "../../src/notification/dead-letters.ts";
import { readConfig } from "../../src/process/config.ts";
import { createSelfReport } from "../../src/process/self-report.ts";
import { createHouse, type House } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

function opened(options: Parameters<typeof createHouse>[0]): House {
  const house = createHouse(options);
  houses.push(house);
  return house;
}

const now = (): Date => new Date("2026-11-30T03:00:00Z");
const report: SelfReport = {
  release: "9.9.9, Node 24.0.0",
  startedAt: new Date("2026-11-28T01:00:00Z"),
  connected: [["store", "DynamoDB, night-table"]],
  counts: ["SNS since the start: 12 stored, 1 forged"],
  lastDelivery: new Date("2026-11-30T02:58:00Z"),
  due: { count: 3, more: false },
  deadLetters: 2,
  problems: [],
};

/** Everything that a reply shows. */
function wordsOf(received: Received): string {
  return received.type === "reply" ? JSON.stringify(received.card) : received.type;
}

test("status gumshoe tells release, uptime, store, doors, what waits and what is wrong", async () => {
  let problems: readonly string[] = [];
  const house = opened({ now, selfReport: async () => ({ ...report, problems }) });
  const well = wordsOf(await house.say("status gumshoe"));
  expect(well).toContain("GUMSHOE works");
  for (const word of ["9.9.9", "2 days", "night-table", "12 stored, 1 forged", "2026-11-30T02:58", "in 3 streams"])
    expect.soft(well).toContain(word);
  expect(well).toContain('"command":"dead-letters"');
  problems = ["In eu-west-1 AWS does not allow logs:StartQuery: allow logs:StartQuery to Gumshoe's role."];
  const ill = wordsOf(await house.say("status of Gumshoe"));
  expect(ill).toContain("GUMSHOE has 1 problem");
  expect(ill).toContain("allow logs:StartQuery to Gumshoe's role");
});

test("only members of the organisation are told how Gumshoe is, and a status that names an alarm stays what it was", async () => {
  const house = opened({ now, selfReport: async () => report });
  const guest = await house.say("status gumshoe", { belonging: "guest" });
  expect(guest).toMatchObject({ type: "reply", refused: true });
  expect(wordsOf(guest)).not.toContain("night-table");
  expect(wordsOf(await house.say("status gumshoes-alarm"))).toContain('"title":"STATUS');
});

test("what is not known of dead letters is said, and does not keep the rest back", async () => {
  const letters = {
    count: () => new Promise<number>(() => undefined),
    list: async () => [],
    retry: async () => ({ taken: [], left: [] }),
  };
  const house = opened({ now });
  const ask = createSelfReport(readConfig({ TABLE_NAME: "night-table" }), {
    house: () => ({
      platforms: [],
      doors: [{ deadLetters: letters }],
      sources: [],
      sourceLines: [["AWS", "eu-west-1"]],
    }),
    store: house.store,
    lastDelivery: () => undefined,
    now,
  });
  expect(await ask()).toMatchObject({
    deadLetters: "SQS did not answer in time",
    due: { count: 0, more: false },
    connected: [
      ["store", "DynamoDB, night-table"],
      ["AWS", "eu-west-1"],
    ],
    problems: [],
  });
});

const sound: DeadLetter = {
  at: 1_796_000_000,
  says: "alarms: ALARM: checkout-5xx password=hunter2secret",
  refusal: undefined,
};
const forged: DeadLetter = {
  at: 1_796_000_060,
  says: "alarms: free money",
  refusal: "a forgery: its signature does not match its text",
};

async function answerTo(house: House, said: string, id: string) {
  const received = await house.say(said, { actor: { id, name: id } });
  if (received.type !== "stored") return wordsOf(received);
  const shown = (): string => JSON.stringify(house.channel.standing.map(({ card }) => card));
  await expect.poll(shown).toMatch(/dead letters?;/);
  return shown();
}

test("operators list dead letters, with secrets masked, and retry them; others do not, and who did it is recorded", async () => {
  let letters = [sound, forged];
  const retry = async () => {
    letters = [forged];
    return { taken: [sound], left: [forged] };
  };
  const queue = { count: async () => letters.length, list: async () => letters, retry };
  const house = opened({ now, operators: new Set(["web:ana"]), deadLetters: () => [queue] });
  expect(await answerTo(house, "dead-letters", "web:eve")).toContain("Dead letters need an operator");
  expect(await answerTo(house, "dead-letters retry", "web:eve")).toContain("Retries of dead letters need an operator");
  const listed = await answerTo(house, "dead-letters", "web:ana");
  expect(listed).toContain("2 dead letters; of 2 that were read a retry takes 1");
  expect(listed).toContain("refuses it: a forgery");
  expect(listed).not.toContain("hunter2secret");
  await house.say("dead-letters retry", { actor: { id: "web:ana", name: "Ana" } });
  await expect
    .poll(() => JSON.stringify(house.channel.standing.map(({ card }) => card)))
    .toContain("1 dead letter taken; 1 stay in the queue");
  expect(letters).toEqual([forged]);
});
