import { expect, test } from "vitest";
import { type SettingName, settings, table, tables, withSettings } from "../../src/engine/settings.ts";
import { sources, textOf } from "../imports.ts";

const names = Object.keys(table) as SettingName[];
const engine = sources("src/engine").filter((file) => !file.includes("/settings"));

/** Numbers of mathematics, of units, and bounds of what is computed or listed: none of them decides what is a cause. */
const notTuned = [
  /^(?:ABSURD|TINY|ROUNDING|BUCKETS|SLOTS?|STEP|DAY|HOUR)$/,
  /^(?:NORMAL|OUTER|QUARTILES|INNER|INNER_SPREADS|WITHIN_ONE)$/,
  /^(?:MOST_\w+|MOST|NAMED|LONGEST_SAID|LONGEST|SHORTEST)$/,
];

test("no two rooms have a setting of the same name", () => {
  expect(names).toHaveLength(Object.values(tables).reduce((sum, room) => sum + Object.keys(room).length, 0));
});

test.each(names)("%s is read by the engine", (name) => {
  const reads = new RegExp(`settings\\.${name}\\b|"${name}"|\\b${name}\\b[^;\\n]*} = settings;`);
  expect(engine.some((file) => reads.test(textOf(file)))).toBe(true);
});

test.each(engine)("%s keeps no setting of its own", (file) => {
  const constants = [...textOf(file).matchAll(/^(?:export )?const ([A-Z][A-Z_]*) = -?[\d._]+;/gm)].map(
    ([, name = ""]) => name,
  );
  expect(constants.filter((name) => !notTuned.some((pattern) => pattern.test(name)))).toEqual([]);
});

test.each(engine)("%s keeps no copy of a setting", (file) => {
  expect(textOf(file)).not.toMatch(/^(?:export )?const \w+ = [^;(]*settings[.[]/m);
});

test("changed settings are in force while something runs, also where it throws", () => {
  const { departed } = settings;
  expect(withSettings({ departed: 7 }, () => settings.departed)).toBe(7);
  const fail = () => {
    throw new Error(String(settings.departed));
  };
  expect(() => withSettings({ departed: 8 }, fail)).toThrow("8");
  expect(settings.departed).toBe(departed);
});
