import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { createHouse, envelope, type House, message, stateOf } from "./house.ts";

let house: House;
afterEach(() => house.stop());

let sent = 0;
async function send(...messages: readonly Record<string, unknown>[]): Promise<void> {
  const deliveries = messages.map((each) => {
    const id = `spoiled-${++sent}`;
    const receivedAt = new Date().toISOString();
    return { id, stream: "intake/web:general", receivedAt, body: envelope(id, each) };
  });
  await house.app.deliver(...deliveries);
}
const at = new Date().toISOString();
const good = (name: string) => message(name, "ALARM", at);
const titles = () => house.roots().map(({ title }) => title);
const settled = () => expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);

test.each(["-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])(
  "a change at %s is one at the time of its notification, and the next of its alarm is shown",
  async (time) => {
    house = createHouse();
    await send(message("checkout-5xx", "ALARM", time));
    await expect.poll(() => titles()).toEqual(["ALARM checkout-5xx · G-1001"]);
    const [turn] = (await stateOf(house, 1001)).turns;
    expect(Math.abs(Date.parse(turn?.alarmAt ?? "") - Date.parse(at))).toBeLessThan(600_000);
    expect(turn?.reason).toMatch(/The alarm gave the time .+; the time of its notification is used\./);
    await send(message("checkout-5xx", "OK", new Date(Date.now() + 60_000).toISOString()));
    await expect.poll(() => titles()).toEqual(["OK checkout-5xx · G-1001"]);
  },
);

test.each<[string, Record<string, unknown>]>([
  ["an account of 3,000 digits", { AWSAccountId: "1".repeat(3_000) }],
  ["an ARN of 200 KB", { AlarmArn: `arn:aws:cloudwatch:${"x".repeat(200_000)}:1:alarm:a` }],
  ["a hundred children of 2 KB", { AlarmRule: "ALARM(a)", TriggeringChildren: Array(100).fill("c".repeat(2_000)) }],
  ["a metric of 100 KB", { Trigger: { MetricName: "m".repeat(100_000), Namespace: "n".repeat(100_000) } }],
  ["a threshold without end", { Trigger: { MetricName: "m", Namespace: "n", Threshold: "1e999", Period: "1e999" } }],
  ["a value without end", { NewStateReason: `1 datapoint [${"9".repeat(400)} (01/05/26 03:00:00)] was greater` }],
  [
    "a contributor of 200 KB",
    { AlarmContributorId: "c".repeat(200_000), AlarmContributorAttributes: { a: "b".repeat(99_999) } },
  ],
  ["half a character", { AlarmName: "\ud800", AlarmDescription: "\udfff" }],
])("%s is bounded, and holds up no other", async (_name, spoiled) => {
  house = createHouse();
  await send(good("first"), { ...good("spoiled"), ...spoiled }, good("last"));
  await expect.poll(() => house.roots().length).toBe(3);
  await settled();
  const commits = await house.store.read("investigation/1002", 0);
  expect(Math.max(...commits.map((commit) => JSON.stringify(commit).length))).toBeLessThan(150_000);
});

test("whatever fields an alarm has, it is shown, and so are those beside it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.object({ key: fc.constantFrom(...Object.keys(good(""))), withBigInt: false }),
      async (fields) => {
        house = createHouse();
        await send(good("first"), { ...good("second"), ...fields }, good("last"));
        await expect.poll(() => house.roots().length).toBe(3);
        await house.stop();
      },
    ),
    { numRuns: 25 },
  );
  house = createHouse();
});

test("a mark that turns the direction of text is shown as what it is", async () => {
  house = createHouse();
  await send(good("check\u202Etuo"));
  await expect.poll(() => titles()).toEqual(["ALARM check‹U+202E›tuo · G-1001"]);
});
