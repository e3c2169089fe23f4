import { afterEach, expect, test } from "vitest";
import { type Block, plain, type Text } from "../../src/card/card.ts";
import type { OnCallFile } from "../../src/on-call/on-call-file.ts";
import { parseOnCall } from "../../src/on-call/parse-on-call.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createHouse, type House } from "./house.ts";

const houses: House[] = [];
afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));

const FILE = `
people: { ana: { name: Ana, ids: ["web:ana"] }, ben: { name: Ben, ids: ["web:ben"] }, cleo: { name: Cleo, ids: ["web:cleo"] } }
schedules:
  primary: { time_zone: Europe/Berlin, layers: [{ people: [ana, ben], every: 1 day, handover: "09:00", starting: "2026-03-28" }] }
escalation: [{ after: 5m, page: [primary] }, { after: 15m, page: [cleo, here] }]
`;
function onCallFile(): OnCallFile {
  const parsed = parseOnCall(FILE);
  if (!parsed.ok) throw new Error("the file of who is on call is wrong");
  return parsed.value;
}

/** Two replicas that share a store, through a night in which the test tells the time. */
function twoReplicas(start: string) {
  let time = Date.parse(start);
  const now = (): Date => new Date(time);
  const policy = { escalates: true, repeatMs: 3_600_000, reminderMs: 4 * 3_600_000 };
  const shared = { stores: createMemoryStores({ now }), now, onCall: onCallFile(), policy };
  const replicas = [createHouse(shared), createHouse(shared)] as const;
  houses.push(...replicas);
  const [house] = replicas;
  const said = async (who: string, text: string): Promise<string> => {
    const actor = { id: `web:${who.toLowerCase()}`, name: who };
    const received = await house.say(text, { actor, zone: "Europe/Berlin" });
    return received.type === "reply" ? plain(received.card.blocks.flatMap(textIn)) : received.type;
  };
  // A lane that runs while time passes loses its lease, and repeats its work.
  const settled = () => expect.poll(() => house.store.due(now(), 1)).toEqual([]);
  return {
    house,
    said,
    /** Lets time pass until a clock in UTC shows "HH:MM" next, with both replicas awake. */
    async until(clock: string): Promise<void> {
      await settled();
      const [hour = 0, minute = 0] = clock.split(":").map(Number);
      const next = new Date(time).setUTCHours(hour, minute, 0, 0);
      time = next > time ? next : next + 86_400_000;
      await Promise.all(replicas.map(({ app }) => app.runner.poll()));
      await settled();
    },
    /** What both replicas have posted besides the card, in order. */
    sounds: () =>
      replicas
        .flatMap(({ channel }) => channel.standing)
        .filter(({ identity }) => identity.slot !== "root")
        .map(({ identity, card }) => `${identity.slot} ${card.tone} ${plain(card.push ?? "")}`)
        .sort(),
  };
}

function textIn(block: Block): Exclude<Text, string> {
  if (!("text" in block)) return [];
  return typeof block.text === "string" ? [block.text] : [...block.text];
}

test.each([
  ["back", "2026-10-24T23:40:00Z", "08:00", "02:06 CEST to 04:00 CET", "09:00 CET", "26 Oct", "Ben"],
  ["forward", "2026-03-28T23:40:00Z", "07:00", "03:00 CEST to 04:00 CEST", "09:00 CEST", "30 Mar", "Ana"],
])("the night on which the clocks go %s: nobody is paged twice, and nobody twice at once", async (...night) => {
  const [, start, handOver, override, nine, dayAfter, second] = night;
  const { house, said, until, sounds } = twoReplicas(start);
  await house.alarm("checkout-5xx");
  await expect.poll(() => house.roots().length).toBe(1);
  await until("23:46");
  await expect.poll(sounds).toEqual(["page-1 alarm PAGE checkout-5xx: for Ana (on call)"]);
  expect(await said("Ana", "G-1001 ack")).toBe("stored");
  expect(await said("Ana", "G-1001 snooze 1h")).toBe("stored");
  await until("00:06");
  expect(await said("Ben", "G-1001 sev 1")).toBe("stored");
  const woken = "woken-1 alarm SNOOZE ENDED EARLY checkout-5xx: now SEV1";
  await expect.poll(sounds).toEqual(["page-1 acknowledged PAGED checkout-5xx: for Ana (on call)", woken]);
  expect(await said("Ana", "G-1001 unack")).toBe("stored");
  expect(await said("Ana", "override ben from 02:00 to 04:00")).toContain(`primary from ${override}`);
  await until("00:12");
  await expect.poll(() => sounds().length).toBe(3);
  await until("00:22");
  await expect
    .poll(sounds)
    .toEqual([
      "page-1 alarm PAGE checkout-5xx: for Ana (on call)",
      `page-2 alarm PAGE checkout-5xx: for ${second} (on call)`,
      "page-3 alarm PAGE checkout-5xx: for Cleo, everybody here",
      woken,
    ]);
  expect(await said("Cleo", "G-1001 ack")).toBe("stored");
  await until("04:23");
  await expect.poll(() => sounds().at(3)).toBe("reminder-1 alarm STILL FIRING checkout-5xx: acknowledged by Cleo");
  expect(sounds()).toHaveLength(5);
  expect(await said("Ana", "oncall")).toContain(`primary: Ana until ${nine}, then Ben`);
  await until(handOver);
  expect(await said("Ben", "oncall")).toContain(`primary: Ben until ${dayAfter} ${nine}, then Ana`);
  await house.alarm("checkout-5xx", { state: "OK" });
  await expect.poll(() => sounds().map((sound) => sound.split(" ")[1])).toEqual(["ok", "ok", "ok", "ok", "ok"]);
});
