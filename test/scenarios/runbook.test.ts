import { afterEach, expect, test } from "vitest";
import { type Card, plain } from "../../src/card/card.ts";
import { parseRunbook, type WrittenRunbook } from "../../src/runbooks/parse-runbook.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

function runbook(name: string, when: string, steps: string): WrittenRunbook {
  const text = `---\nname: ${name}\ndescription: About ${name}.\nwhen: ${when}\n---\n${steps}`;
  const parsed = parseRunbook(text, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.runbook;
}

const checkout = runbook(
  "checkout-errors",
  '[alarm=~"checkout-.*", region=eu-west-1]',
  "1. Look: `/gumshoe logs orders timeout last 30m`\n2. Roll back\n",
);

/** A house whose alarm fired. */
async function fired(
  options: Parameters<typeof createHouse>[0] & { readonly dimensions?: Record<string, string> } = {},
) {
  const { dimensions, ...rest } = options;
  const house = createHouse({ runbooks: [checkout], ...rest });
  houses.push(house);
  await house.alarm("checkout-5xx", dimensions ? { namespace: "AWS/ECS", dimensions } : {});
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  return house;
}

const cardIn = async (house: House, slot: string): Promise<Card> => {
  const find = () => house.channel.standing.find(({ identity }) => identity.slot === slot);
  await expect.poll(find).toBeDefined();
  return find()?.card ?? { title: "", tone: "neutral", blocks: [], push: "" };
};
const said = ({ blocks }: Card): string =>
  blocks.map((block) => ("text" in block ? plain(block.text) : JSON.stringify(block))).join("\n");

test("the runbook that fits stands on the card, and its steps as a checklist in the thread", async () => {
  const house = await fired({ runbooks: [runbook("any", "[region=eu-west-1]", "1. x"), checkout] });
  expect(said(await cardIn(house, "root"))).toContain("Runbook checkout-errors: 0 of 2 steps done, in the thread");
  const steps = await cardIn(house, "runbook");
  expect(said(steps)).toContain("○ 2. Roll back");
  expect(said(steps)).toContain("G-1001 logs orders timeout last 30m");
});

test("a step says who did it and when, is done once, and can be taken back; the record keeps all of it", async () => {
  const house = await fired();
  const ben = { actor: { id: "web:ben", name: "Ben" } };
  expect(await house.say("G-1001 tick 1", ben)).toMatchObject({ type: "stored" });
  await expect
    .poll(async () => said(await cardIn(house, "runbook")))
    .toContain("✓ 1. Look: logs orders timeout last 30m · done by Ben at");
  await expect.poll(async () => said(await cardIn(house, "root"))).toContain("1 of 2 steps done");
  const again = await house.say("G-1001 tick 1");
  expect(again).toMatchObject({ type: "reply", refused: true });
  expect(JSON.stringify(again)).toContain("Step 1 was done by Ben");
  await house.say("G-1001 untick 1");
  expect((await stateOf(house, 1001)).checklist?.ticks.size).toBe(0);
  const timeline = JSON.stringify(await house.say("G-1001 timeline"));
  expect(timeline).toContain("Did step 1 of checkout-errors: Look");
  expect(timeline).toContain("Took back step 1 of checkout-errors");
});

test("a step that does not exist, and a tick where no runbook fits, are refused", async () => {
  const house = await fired();
  expect(JSON.stringify(await house.say("G-1001 tick 9"))).toContain("has 2 steps, so there is no step 9");
  const other = await fired({ runbooks: [runbook("other", "[alarm=other]", "1. x")] });
  expect(JSON.stringify(await other.say("G-1001 tick 1"))).toContain("has no runbook that fits");
  expect(JSON.stringify(await other.say("G-1001 runbook"))).toContain("No runbook fits G-1001");
});

test("a Run button asks in the rights of whoever presses it", async () => {
  const house = await fired({ operators: new Set(["web:ben"]) });
  const { blocks } = await cardIn(house, "runbook");
  const [run = ""] = blocks.flatMap((block) =>
    block.type === "actions" ? block.actions.filter(({ label }) => label === "Run").map(({ command }) => command) : [],
  );
  expect(await house.say(run)).toMatchObject({ type: "reply", refused: true });
  expect(await house.say(run, { actor: { id: "web:ben", name: "Ben" } })).toMatchObject({ type: "stored" });
});

test("a service is what the tag service says, else what the metric names", async () => {
  const runbooks = [runbook("by-service", "[service=cart]", "1. x")];
  const tagged = await fired({ runbooks, tagsOf: async () => ({ service: "cart" }) });
  expect((await stateOf(tagged, 1001)).checklist?.runbook.name).toBe("by-service");
  const named = await fired({ runbooks, dimensions: { ClusterName: "shop", ServiceName: "cart" } });
  expect((await stateOf(named, 1001)).checklist?.runbook.name).toBe("by-service");
  const other = await fired({ runbooks, tagsOf: async () => ({ service: "orders" }) });
  expect((await stateOf(other, 1001)).checklist).toBeUndefined();
});
