import { beforeEach, describe, expect, test } from "vitest";
import { NotSeen } from "../../../src/errors.ts";
import { explain } from "../../../src/kubernetes/explain.ts";
import type { Clusters } from "../../../src/telemetry/ports/clusters.ts";
import { givenUpContract } from "./given-up.ts";

/** Clusters of which the first has the namespace `shop`, whose service `payment` selects no pod. */
export interface ClustersUnderTest {
  readonly clusters: Clusters;
  readonly now: () => Date;
}

const { signal } = new AbortController();

/** What every source of clusters does. */
export function clustersContract(name: string, create: () => Promise<ClustersUnderTest>): void {
  describe(`clusters of ${name}`, () => {
    let under: ClustersUnderTest;
    let first: string;
    beforeEach(async () => {
      under = await create();
      first = under.clusters.names[0] ?? "";
    });

    test("have names, each once", () => {
      expect(under.clusters.names.length).toBeGreaterThan(0);
      expect(new Set(under.clusters.names).size).toBe(under.clusters.names.length);
    });

    test("a state is explained, and is believed up to now at most", async () => {
      const { value, horizon } = await under.clusters.state(first, undefined, signal);
      expect(explain(value)[0]).toMatchObject({
        kind: "service-selector",
        object: { namespace: "shop", name: "payment" },
      });
      expect(horizon).toBeLessThanOrEqual(under.now().getTime() / 1000);
    });

    test("of one namespace nothing of others is read", async () => {
      const { value } = await under.clusters.state(first, "shop", signal);
      expect(new Set(value.objects.Pod.map(({ metadata }) => metadata.namespace))).toEqual(new Set(["shop"]));
      expect(value.objects.Node.length).toBeGreaterThan(0);
    });

    test("no value of a secret is read", async () => {
      const { value } = await under.clusters.state(first, undefined, signal);
      expect(JSON.stringify(value.objects)).not.toContain("aHVudGVyMg");
    });

    test("an unknown cluster is said with the known ones", async () => {
      await expect(under.clusters.state("nowhere", undefined, signal)).rejects.toThrow(NotSeen);
    });

    givenUpContract(async (given) => (await create()).clusters.state(first, undefined, given));
  });
}
