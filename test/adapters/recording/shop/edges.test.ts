import { expect, test } from "vitest";
import { faulted, never, played } from "./play.ts";

async function edgeOf(simulation: ReturnType<typeof played>, from: string, to: string, start: number, end: number) {
  const { value } = await simulation.telemetry.topology.graph({ start, end }, never);
  return value.edges.find((edge) => edge.from === from && edge.to === to)!;
}

test("a call counts over exactly the window that is asked", async () => {
  const simulation = played("search-wobble");
  const at = simulation.onsetAt.getTime() / 1000 - 3600;
  const part = (start: number, end: number) => edgeOf(simulation, "storefront", "catalog", at + start, at + end);
  const [whole, first, second] = [await part(0, 60), await part(0, 20), await part(20, 60)];
  expect(first.calls).toBeCloseTo(whole.calls! / 3, -1);
  expect(first.responseTime! + second.responseTime!).toBeCloseTo(whole.responseTime!, 6);
  expect((await part(30, 30)).calls).toBe(0);
});

test("a caller that gives up counts a failed call, and waits no longer", async () => {
  const simulation = faulted("slowDependency", "payment-provider");
  const onset = simulation.onsetAt.getTime() / 1000;
  const { calls, faults, responseTime } = await edgeOf(
    simulation,
    "payments",
    "payment-provider",
    onset + 600,
    onset + 1800,
  );
  expect(faults! / calls!).toBeGreaterThan(0.03);
  expect(responseTime! / calls!).toBeLessThanOrEqual(8);
});
