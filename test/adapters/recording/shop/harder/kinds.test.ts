import { expect, test } from "vitest";
import { harderDay, harderKinds } from "../../../../../adapters/recording/shop/harder/harder-plot.ts";
import { firstCrossing } from "../../../../../adapters/recording/shop/world/alarm.ts";
import { callersOf, calls, partOf } from "../../../../../adapters/recording/shop/world/graph.ts";
import { createWorld } from "../../../../../adapters/recording/shop/world/world.ts";
import { startedAt } from "../play.ts";
import { callOf, days, levelOf, newPatternsOf, riseOf, waitOf } from "./days.ts";

test("a delay on the way is seen by the caller alone: the callee answers as fast and fails as rarely as ever", async () => {
  for (const simulation of days("on the way", 4, ({ incident }) => incident.answer.sentence.includes("held up"))) {
    const [from, to] = simulation.incident.answer.between!;
    const { before, since } = await callOf(simulation, from, to);
    expect(waitOf(since), simulation.incident.id).toBeGreaterThan(waitOf(before) + 0.2);
    expect(await riseOf(simulation, to, "latency")).toBeLessThan(1.2);
    expect(await riseOf(simulation, from, "latency")).toBeGreaterThan(1.2);
    expect(since.faults! / since.calls!).toBeGreaterThanOrEqual(before.faults! / before.calls! - 0.01);
  }
});

test("calls lost on the way fail at the caller, and the callee knows nothing of them", async () => {
  const isService = (id: string): boolean => partOf(id).kind === "service";
  const isLoss = (sentence: string): boolean => sentence.includes("are lost");
  const fits = ({ incident: { answer } }: ReturnType<typeof days>[number]) =>
    isLoss(answer.sentence) && isService(answer.component);
  for (const simulation of days("on the way", 3, fits)) {
    const [from, to] = simulation.incident.answer.between!;
    const { since } = await callOf(simulation, from, to);
    expect(since.faults! / since.calls!, simulation.incident.id).toBeGreaterThan(0.1);
    expect((await levelOf(simulation, to, "errors")) / (await levelOf(simulation, to, "requests"))).toBeLessThan(0.02);
    expect((await newPatternsOf(simulation, from)).map(({ pattern }) => pattern)).toContainEqual(
      expect.stringContaining(`no answer of ${to}`),
    );
  }
});

test("wrong answers show in the log of the one that gives them, and fail only the one that gets them", async () => {
  for (const simulation of days("wrong answers", 5)) {
    const { component } = simulation.incident.answer;
    expect(await riseOf(simulation, component, "latency"), simulation.incident.id).toBeLessThan(1.2);
    expect(await levelOf(simulation, component, "errors")).toBeLessThan(10);
    const written = await newPatternsOf(simulation, component);
    expect(written.length).toBeGreaterThan(0);
    const rises = callersOf(component, 1)
      .filter((id) => ["service", "function"].includes(partOf(id).kind))
      .map((id) => riseOf(simulation, id, "errors"));
    expect(Math.max(...(await Promise.all(rises)))).toBeGreaterThan(5);
  }
});

test("a swallowed exception is written by the callee and complained of by the caller, which answers later and does not fail", async () => {
  for (const simulation of days("swallowed exception", 5)) {
    const { component } = simulation.incident.answer;
    const isException = /Exception|Error/;
    expect((await newPatternsOf(simulation, component)).some(({ pattern }) => isException.test(pattern))).toBe(true);
    for (const caller of callersOf(component, 1)) {
      const complaints = (await newPatternsOf(simulation, caller)).map(({ pattern }) => pattern);
      expect(complaints, simulation.incident.id).toContainEqual(expect.stringContaining(`fallback for ${component}`));
      expect(
        (await levelOf(simulation, caller, "errors")) / (await levelOf(simulation, caller, "requests")),
      ).toBeLessThan(0.02);
      expect(await riseOf(simulation, caller, "latency")).toBeGreaterThan(1.1);
    }
  }
});

test("where one operation breaks, the caller that uses it is hit and the part itself is mostly well", async () => {
  const isFailing = (text: string) => /that (.+) uses fails/.exec(text)?.[1];
  for (const simulation of days("one path", 3, ({ incident }) => isFailing(incident.answer.sentence) !== undefined)) {
    const { component, sentence } = simulation.incident.answer;
    const from = isFailing(sentence)!;
    const { since } = await callOf(simulation, from, component);
    const all = (await levelOf(simulation, component, "errors")) / (await levelOf(simulation, component, "requests"));
    expect(since.faults! / since.calls!, simulation.incident.id).toBeGreaterThan(0.4);
    expect(all).toBeLessThan(0.5 * (since.faults! / since.calls!));
    for (const other of calls.filter(({ to, from: caller }) => to === component && caller !== from)) {
      const { since: spared } = await callOf(simulation, other.from, component);
      expect(spared.faults! / spared.calls!).toBeLessThan(0.02);
    }
  }
});

test("where one branch breaks, the entry's mean moves little", async () => {
  const isBranch = ({ incident }: ReturnType<typeof days>[number]) =>
    incident.answer.sentence.includes("few of the entry");
  for (const simulation of days("one path", 4, isBranch)) {
    expect(await riseOf(simulation, "shop-alb", "latency"), simulation.incident.id).toBeLessThan(1.6);
  }
});

test("of two faults the alarm hears the first alone, and each has marks of its own", () => {
  for (let seed = 1; seed <= 6; seed++) {
    const { draft, staged, plot } = harderDay({ seed, startedAt, kind: "two faults", conditions: [] });
    const { disturbance } = staged.world;
    expect(draft.distractor!.component).not.toBe(draft.component);
    expect(plot.incident.answer.component).toBe(draft.component);
    const { onset, lastsMinutes } = disturbance;
    const other = createWorld(seed, { onset, lastsMinutes, modifiers: [] }, plot.surroundings);
    const fires = (world: typeof other) =>
      firstCrossing(world, staged.rule, onset - 60, onset + 60, true) !== undefined;
    expect([fires(other), fires(staged.world), fires(createWorld(seed, disturbance))]).toEqual([false, true, true]);
    expect(plot.surroundings!.others.at(-1)!.modifiers.every(({ component }) => component !== draft.component)).toBe(
      true,
    );
  }
});

test("retries multiply the requests to the faulty part, not those to its callers", async () => {
  for (const simulation of days("retries", 4)) {
    const { component } = simulation.incident.answer;
    expect(await riseOf(simulation, component, "requests"), simulation.incident.id).toBeGreaterThan(1.6);
    for (const caller of callersOf(component, 1))
      expect(await riseOf(simulation, caller, "requests")).toBeLessThan(1.3);
  }
});

test("a queue carries the trouble to its consumer minutes later", async () => {
  for (const simulation of days("late queue", 4)) {
    const { component } = simulation.incident.answer;
    const consumer = component === "orders" ? "order-fulfilment" : "email-sender";
    const written = (await newPatternsOf(simulation, component)).find(({ pattern }) =>
      pattern.includes("without a currency"),
    )!;
    const failed = (await newPatternsOf(simulation, consumer)).find(({ pattern }) =>
      pattern.includes("cannot read message"),
    )!;
    expect(failed.firstAt - written.firstAt, simulation.incident.id).toBeGreaterThan(120);
    expect(await riseOf(simulation, component, "latency")).toBeLessThan(1.2);
    expect(await levelOf(simulation, consumer, "errors")).toBeGreaterThan(5);
  }
});

test("seeds draw every kind, and each simulation states its kind and its conditions", () => {
  const drawn = Array.from({ length: 40 }, (_, seed) => harderDay({ seed, startedAt }).plot.incident.answer);
  expect(new Set(drawn.map(({ kind }) => kind))).toEqual(new Set(harderKinds));
  expect(drawn.some(({ conditions }) => conditions!.length > 2)).toBe(true);
  expect(drawn.every(({ kind, between }) => (kind === "on the way") === (between !== undefined))).toBe(true);
});
