import { describe, expect, test } from "vitest";
import type { Places } from "../../src/telemetry/ports/places.ts";

/** What a source of places has to know for the contract. */
export interface PlacesUnderTest {
  readonly places: Places;
  /** An instance that runs, in which zone (by letter), of which image and type. */
  readonly instance: { readonly id: string; readonly zone: string; readonly image: string; readonly type: string };
  /** Two zones by their letters, and the id of each. */
  readonly zones: Readonly<Record<string, string>>;
}

const signal = new AbortController().signal;

/** What every source of places does. `open` is called once, after the suite's own preparations. */
export function placesContract(name: string, open: () => PlacesUnderTest): void {
  describe(`places of ${name}`, () => {
    test("a zone's letter has its id", async () => {
      const { places, zones } = open();
      const { value, gaps } = await places.zones(signal);
      expect(Object.fromEntries(value)).toMatchObject(zones);
      expect(gaps).toEqual([]);
    });

    test("an instance is known by its zone, image and type; what does not exist is left out, and hides no other", async () => {
      const { places, instance } = open();
      const asked = ["i-00000000000000000", instance.id, "no instance", instance.id];
      const { value } = await places.instances(asked, signal);
      const { zone: AvailabilityZone, image: ImageId, type: InstanceType } = instance;
      expect([...value]).toEqual([[instance.id, { AvailabilityZone, ImageId, InstanceType }]]);
    });

    test("nothing asked is nothing known", async () => {
      expect((await open().places.instances([], signal)).value.size).toBe(0);
    });

    test("what is spread has an instance in each of its zones", async () => {
      const { value } = await open().places.spread(signal);
      for (const { instances = [] } of value) {
        const zones = instances.map(({ attributes }) => attributes.AvailabilityZone);
        expect(zones).not.toContain(undefined);
        expect(new Set(zones).size).toBe(zones.length);
      }
    });
  });
}
