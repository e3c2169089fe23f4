import { afterEach, expect, test } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createChangeIndex } from "../../src/telemetry/changes/change-index.ts";
import { fromIndex } from "../../src/telemetry/changes/indexed-changes.ts";
import { withChanges } from "../../src/telemetry/changes/merged-changes.ts";
import { healthIssue } from "../notification/health-event.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";

const now = (): Date => new Date();
const place = { account: "123456789012", region: "eu-west-1" };
let house: House | undefined;
afterEach(() => house?.stop());

/** The orders service fails, or did so many minutes ago; what AWS Health tells is kept beside. */
function open(ago = 0) {
  const stores = createMemoryStores({ now });
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: minutesAgo(ago), now, ...place });
  const index = createChangeIndex(stores.board, now);
  house = createHouse({
    stores,
    telemetryFor: (_, earlier) =>
      withChanges(earlier?.memory.through(incident.telemetry) ?? incident.telemetry, {
        feeds: [fromIndex(index, place)],
      }),
    automatic: true,
  });
  return { house, message: incident.notifications[0]?.message };
}

async function hear({ app }: House, id: string, message: unknown): Promise<void> {
  const body = envelope(id, message);
  await app.deliver({ id, stream: "intake/web:general", receivedAt: now().toISOString(), body });
}

const causesOf = async (there: House) =>
  (await stateOf(there, 1001)).hypotheses.map(({ cause, weight }) => [cause.component.name, weight.standing]);
const verdictOf = async (there: House) => (await stateOf(there, 1001)).findings[1]?.conclusion;
const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

test.each([
  ["", 0],
  [", also where all that came before is settled", 25],
])(
  "what AWS Health tells after the verdict leads to a new look that weighs it, and the thread tells of it%s",
  async (_, ago) => {
    const { house: there, message } = open(ago);
    await hear(there, "m", message);
    await expect.poll(() => verdictOf(there)).toBeDefined();
    expect((await causesOf(there)).flat()).not.toContain("ECS in eu-west-1");
    await hear(there, "h", healthIssue("ECS", minutesAgo(ago + 5)));
    await expect.poll(() => causesOf(there)).toContainEqual(["ECS in eu-west-1", "LIKELY"]);
    const summary = () =>
      JSON.stringify(there.channel.standing.find(({ identity }) => identity.slot === "summary")?.card);
    await expect.poll(summary).toMatch(/AWS_ECS_OPERATIONAL_ISSUE of ECS in eu-west-1/);
  },
);

test("what it told before is found at the first look; of another Region it is not, and no open investigation is told", async () => {
  const { house: there, message } = open();
  await hear(there, "h1", healthIssue("ECS", minutesAgo(20)));
  const elsewhere = { eventArn: "arn:aws:health:us-east-1::event/LAMBDA/X/1", eventRegion: "us-east-1" };
  await hear(there, "h2", healthIssue("LAMBDA", minutesAgo(20), elsewhere));
  await expect.poll(() => there.roots().length).toBe(2);
  await hear(there, "m", message);
  const alarm = async () => (await stateOf(there, 1003)).hypotheses.map(({ cause }) => cause.component.name);
  await expect.poll(alarm).toContain("ECS in eu-west-1");
  expect(await alarm()).not.toContain("LAMBDA in us-east-1");
  expect((await stateOf(there, 1003)).announced).toEqual([]);
});
