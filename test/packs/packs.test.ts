import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withPacks } from "../../manifests/readme/packs-table.ts";
import { metricsOf } from "../../src/packs/interpret.ts";
import type { Pack } from "../../src/packs/pack.ts";
import { packSchema } from "../../src/packs/pack-schema.ts";
import { packOf, packs } from "../../src/packs/packs.ts";

const named = packs.map((pack) => [pack.service, pack] as const);

const spokenOf = ({ rules }: Pack) => new Set(rules.flatMap(({ all }) => all.flatMap(metricsOf)));

test.each(named)("%s survives JSON, and is a pack by the schema of those that people write", (_, pack) => {
  expect(JSON.parse(JSON.stringify(pack))).toEqual(pack);
  expect(packSchema.parse(pack)).toEqual(pack);
});

test.each(named)("%s only speaks of metrics it declares, and declares none that nothing reads", (_, pack) => {
  const spoken = spokenOf(pack);
  expect([...spoken].filter((key) => !(key in pack.metrics))).toEqual([]);
  const unread = Object.entries(pack.metrics).filter(([key, { signal }]) => !signal && !spoken.has(key));
  expect(unread).toEqual([]);
});

test.each(named)("%s says where AWS describes its metrics, and asks for none twice", (_, pack) => {
  const metrics = Object.values(pack.metrics);
  for (const { docs } of metrics) expect(docs).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
  expect(new Set(metrics.map(({ name, statistic }) => `${name} ${statistic}`)).size).toBe(metrics.length);
});

test.each(named)("%s is found by its kind", (_, pack) => {
  expect(packOf(pack.kind)).toBe(pack);
});

test("services and rules have names of their own, and a rule's begins with its service", () => {
  const ids = packs.flatMap(({ service, rules }) => rules.map(({ id }) => ({ service, id })));
  expect(new Set(packs.map(({ service }) => service)).size).toBe(packs.length);
  expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  expect(ids.filter(({ service, id }) => !id.startsWith(`${service}-`))).toEqual([]);
});

test("docs/packs.md has the tables that npm run docs writes", () => {
  const text = readFileSync(new URL("../../docs/packs.md", import.meta.url), "utf8");
  expect(text).toBe(withPacks(text, packs));
});
