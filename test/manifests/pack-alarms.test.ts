import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { toPackTemplate } from "../../manifests/aws/pack-alarms.ts";
import { packs } from "../../src/packs/packs.ts";

const folder = new URL("../../manifests/aws/alarms/", import.meta.url);
const withAlarms = packs.filter(({ alarms }) => alarms.length > 0);

test("there is a file for each pack that recommends alarms, and no other", () => {
  expect(readdirSync(folder).sort()).toEqual(withAlarms.map(({ service }) => `${service}.yaml`).sort());
});

test.each(withAlarms)(
  "the alarms of $service on file are what npm run manifest:aws makes, and refer to nothing else",
  (pack) => {
    const template = JSON.parse(JSON.stringify(toPackTemplate(pack)));
    expect(parse(readFileSync(new URL(`${pack.service}.yaml`, folder), "utf8"))).toEqual(template);
    expect(Object.keys(template.Resources)).toHaveLength(pack.alarms.length);
    const text = JSON.stringify(template);
    const named = [...text.matchAll(/"Ref":"(\w+)"/g), ...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = ""]) => name);
    expect(named.filter((name) => !Object.hasOwn(template.Parameters, name))).toEqual([]);
    expect(Object.keys(template.Parameters).filter((name) => !named.includes(name))).toEqual([]);
  },
);
