import { expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";
import { createWellAlarms } from "../../../src/telemetry/collect/well-alarms.ts";
import type { Alarms, StandingAlarm } from "../../../src/telemetry/ports/alarms.ts";
import { createClock } from "../../clock.ts";

const signal = new AbortController().signal;
const alarm = (name: string): StandingAlarm => ({
  name,
  arn: `arn:aws:cloudwatch:eu-west-1:1:alarm:${name}`,
  kind: "metric",
  silenced: false,
  state: "OK",
  since: 0,
  reason: "",
  actions: [],
});

/** A place with one alarm, which counts how often it is asked for those that are well. */
function place(name: string): { readonly alarms: Pick<Alarms, "list">; asked: number } {
  const one = {
    asked: 0,
    alarms: {
      async list({ state }: { readonly state?: string }) {
        if (state === "OK") one.asked += 1;
        return { value: [alarm(name)], horizon: 5, gaps: [] };
      },
    },
  };
  return one;
}

test("alarms of all places are listed together, and a place that does not answer is a gap", async () => {
  const refusing: Pick<Alarms, "list"> = { list: async () => Promise.reject(new NotSeen("AWS does not allow it")) };
  const well = createWellAlarms(() => [place("a"), { alarms: refusing }, place("b")], createClock().now);
  const { value, horizon, gaps } = await well(signal);
  expect(value.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(horizon).toBe(5);
  expect(gaps).toEqual([{ what: "alarms elsewhere", reason: "AWS does not allow it" }]);
});

test("while a storm is weighed again and again they are listed once a minute", async () => {
  const clock = createClock();
  const here = place("a");
  const well = createWellAlarms(() => [here], clock.now);
  await well(signal);
  await well(signal);
  expect(here.asked).toBe(1);
  clock.advance(61_000);
  await well(signal);
  expect(here.asked).toBe(2);
});
