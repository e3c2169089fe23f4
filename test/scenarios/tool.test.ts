import { afterEach, expect, test } from "vitest";
import { createHouse, type House, stateOf } from "./house.ts";

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.stop();
});

async function fired(options: Parameters<typeof createHouse>[0]): Promise<House> {
  const house = createHouse(options);
  houses.push(house);
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  return house;
}

async function answerTo(house: House, id: string) {
  const find = async () => (await stateOf(house, 1001)).queries.find((query) => query.id === id)?.answer;
  await expect.poll(find).toBeDefined();
  return find();
}

test("a tool's words are evidence with their source, masked and bounded, and support no cause", async () => {
  const asked: unknown[] = [];
  const house = await fired({
    askTool: async (request) => {
      asked.push(request);
      return `password=hunter2secret\n@channel ${"pool ".repeat(1_000)}`;
    },
  });
  await house.say('G-1001 tool wiki search query="checkout pool"');
  const answer = await answerTo(house, "q1");
  expect(asked).toMatchObject([{ server: "wiki", tool: "search", values: { query: "checkout pool" } }]);
  expect(answer).toMatchObject({ failed: false, label: "wiki search" });
  expect(answer?.sentence).toMatch(/^wiki search says \(e1\): .* more characters$/);
  expect(answer?.sentence).not.toContain("hunter2secret");
  const { evidence, hypotheses } = await stateOf(house, 1001);
  expect(evidence).toMatchObject([{ id: "e1", evidence: { kind: "tool" } }]);
  expect(evidence[0]?.evidence.sentence.length).toBeLessThan(450);
  expect(hypotheses).toEqual([]);
});

test("only operators ask tools, and without any it is said how to list them", async () => {
  const house = await fired({ operators: new Set(["web:ben"]) });
  expect(await house.say("G-1001 tool wiki search")).toMatchObject({ type: "reply", refused: true });
  await house.say("G-1001 tool wiki search", { actor: { id: "web:ben", name: "Ben" } });
  expect((await answerTo(house, "q1"))?.sentence).toContain("MCP_SERVERS lists them");
  expect((await stateOf(house, 1001)).evidence).toEqual([]);
});
