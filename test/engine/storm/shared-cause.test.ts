import fc from "fast-check";
import { expect, test } from "vitest";
import { fisherLog10, likelihoodRatio } from "../../../src/engine/series/fisher.ts";
import type { Many } from "../../../src/engine/storm/affected.ts";
import { sharedCause } from "../../../src/engine/storm/shared-cause.ts";
import type { AttributedResource } from "../../../src/findings/shared-attribute.ts";

const FIRED = 1_777_600_000;
const wording = { zone: { phrase: "are in zone", again: "are" } } as const;

/** Resources with one attribute, so many of each value. */
function group(name: string, counts: Readonly<Record<string, number>>, prefix: string): readonly AttributedResource[] {
  return Object.entries(counts).flatMap(([value, count]) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${prefix}-${value}-${index}`,
      attributes: [
        { name, value },
        { name: "account", value: "111122223333" },
      ],
    })),
  );
}

function many(
  affected: readonly AttributedResource[],
  quiet: readonly AttributedResource[],
  more: Partial<Many> = {},
): Many {
  return {
    affected: affected.map((each, index) => ({ ...each, at: FIRED + index })),
    quiet,
    announced: [],
    wording,
    gaps: [],
    horizons: { topology: FIRED + 60 },
    discarded: [],
    ...more,
  };
}

const lostZone = (more: Partial<Many> = {}): Many =>
  many(
    group("zone", { "euw1-az1": 41, "euw1-az2": 1 }, "alarm"),
    group("zone", { "euw1-az1": 3, "euw1-az2": 160, "euw1-az3": 147 }, "quiet"),
    more,
  );
const health = { id: "arn:aws:health:1", at: FIRED + 1_500, sentence: "AWS Health names the zone euw1-az1" };

test("a zone that nearly all alarms and hardly any quiet resource is in is the likely cause, with its figures", () => {
  const { verdict, reason, hypotheses, evidence } = sharedCause(lostZone());
  expect(verdict).toBe("LIKELY");
  expect(reason).toBe("41 of 42 alarms are in zone euw1-az1, 3 of 310 resources without an alarm are");
  expect(hypotheses).toHaveLength(1);
  expect(hypotheses[0]).toMatchObject({ cause: { component: { name: "euw1-az1", kind: "zone" } }, standing: "LIKELY" });
  expect(hypotheses[0]!.refutedBy).toMatch(/more alarms without zone euw1-az1/);
  expect(evidence[0]!.figures).toMatchObject({ affectedWith: 41, affected: 42, quietWith: 3, quiet: 310 });
  expect(evidence[1]!.sentence).toMatch(
    /alarm-euw1-az2-0: alarms that have another zone; .*without an alarm, and are in zone/,
  );
});

test("only somebody outside who names it confirms it, and a name of something else does not", () => {
  const named = { ...health, names: [{ name: "zone", value: "euw1-az1" }] };
  const told = sharedCause(lostZone({ announced: [named] }));
  expect(told).toMatchObject({ verdict: "CONFIRMED", hypotheses: [{ standing: "CONFIRMED" }] });
  expect(told.evidence.map(({ kind }) => kind)).toEqual(["topology", "change", "topology"]);
  const other = { ...health, names: [{ name: "zone", value: "euw1-az3" }] };
  expect(sharedCause(lostZone({ announced: [other] })).verdict).toBe("LIKELY");
});

test("a name alone, of what the quiet share too, is a weak lead", () => {
  const named = { ...health, names: [{ name: "account", value: "111122223333" }] };
  const spread = many(group("zone", { a: 6, b: 6 }, "alarm"), group("zone", { a: 9, b: 9 }, "quiet"), {
    announced: [named],
  });
  expect(sharedCause(spread)).toMatchObject({ verdict: "INCONCLUSIVE", hypotheses: [{ standing: "POSSIBLE" }] });
});

test.each([
  ["the quiet share it too", { a: 40 }, { a: 300 }],
  ["it is spread as among the quiet", { a: 14, b: 13, c: 13 }, { a: 100, b: 100, c: 100 }],
  ["too few alarms tell", { a: 2 }, { a: 1, b: 2 }],
  ["nothing quiet is known", { a: 40 }, {}],
])("where %s, nothing is proven", (_, affected, quiet) => {
  const found = sharedCause(many(group("zone", affected, "alarm"), group("zone", quiet, "quiet")));
  expect(found).toMatchObject({ verdict: "INCONCLUSIVE", hypotheses: [] });
  expect(found.reason).toMatch(/cause unproven$/);
});

test("what no quiet resource tells is not compared, and said to be so", () => {
  const affected = group("zone", { "euw1-az1": 20 }, "alarm");
  const found = sharedCause(many(affected, group("version", { "7": 30 }, "quiet")));
  expect(found.verdict).toBe("INCONCLUSIVE");
  expect(found.gaps).toMatchObject([
    { what: "zone euw1-az1", reason: expect.stringMatching(/no resource without an alarm/) },
  ]);
});

test("two that fall on the same alarms are told to be so, and a cause that people ruled out is not named again", () => {
  const twice = (resources: readonly AttributedResource[]) =>
    resources.map((each) => ({
      ...each,
      attributes: each.attributes.flatMap((one) => [one, { name: `${one.name}'s subnet`, value: one.value }]),
    }));
  const { affected, quiet } = lostZone();
  const found = sharedCause(many(twice(affected), twice(quiet)));
  expect(found.hypotheses[0]!.unchecked[0]!.reason).toMatch(/cannot be told apart/);
  expect(sharedCause(lostZone({ discarded: ["zone euw1-az1"] })).hypotheses).toEqual([]);
});

test("Fisher's figures are those of the lady tasting tea", () => {
  const tea = { affectedWith: 3, affectedWithout: 1, quietWith: 1, quietWithout: 3 };
  expect(10 ** fisherLog10(tea)).toBeCloseTo(17 / 70, 10);
  expect(10 ** fisherLog10({ ...tea, affectedWith: 4, affectedWithout: 0, quietWith: 0, quietWithout: 4 })).toBeCloseTo(
    1 / 70,
    10,
  );
  expect(likelihoodRatio({ affectedWith: 9, affectedWithout: 0, quietWith: 0, quietWithout: 9 })).toBeCloseTo(19, 10);
});

const value = fc.constantFrom("a", "b", "c");
const names = ["zone", "account", "calls"] as const;
const attributes = fc.array(fc.record({ name: fc.constantFrom(...names), value }), { maxLength: 4 });
const resources = (least: number) =>
  fc
    .array(attributes, { minLength: least, maxLength: 40 })
    .map((list) => list.map((each, index) => ({ name: `r${index}`, attributes: each })));

test("names and values mean nothing", () => {
  const fresh = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(resources(2), resources(0), fresh, (affected, quiet, words) => {
      const old = [...names, "a", "b", "c"];
      const other = (text: string) => words[old.indexOf(text)] ?? text;
      const renamed = (list: readonly AttributedResource[]) =>
        list.map((each) => ({
          ...each,
          attributes: each.attributes.map((one) => ({ name: other(one.name), value: other(one.value) })),
        }));
      const plain = sharedCause(many(affected, quiet));
      const disguised = sharedCause(many(renamed(affected), renamed(quiet)));
      const gist = ({ hypotheses }: typeof plain, name: (text: string) => string) =>
        hypotheses.map(({ cause: { component }, standing, score }) => [
          name(component.kind),
          name(component.name),
          standing,
          score,
        ]);
      expect(gist(disguised, (text) => text)).toEqual(gist(plain, other));
      expect([disguised.verdict, disguised.checked, disguised.normal]).toEqual([
        plain.verdict,
        plain.checked,
        plain.normal,
      ]);
    }),
  );
});

test("more quiet resources outside never make a cause weaker, and without a word from outside nothing is confirmed", () => {
  fc.assert(
    fc.property(resources(2), resources(0), fc.integer({ min: 1, max: 40 }), (affected, quiet, more) => {
      const before = sharedCause(many(affected, quiet));
      expect(before.verdict).not.toBe("CONFIRMED");
      const outside = group("zone", { elsewhere: more }, "more");
      const after = sharedCause(many(affected, [...quiet, ...outside]));
      const zone = before.hypotheses.find(({ cause }) => cause.component.kind === "zone");
      if (!zone) return;
      const same = after.hypotheses.find(({ cause }) => cause.component.id === zone.cause.component.id);
      expect(same?.score).toBeGreaterThanOrEqual(zone.score);
    }),
  );
});

test("random alarms blame something at most as often as the level says", () => {
  let blamed = 0;
  const draw = fc.sample(fc.tuple(resources(8), resources(12)), { numRuns: 400, seed: 7 });
  for (const [affected, quiet] of draw) if (sharedCause(many(affected, quiet)).verdict !== "INCONCLUSIVE") blamed += 1;
  expect(blamed / draw.length).toBeLessThanOrEqual(0.02);
});
