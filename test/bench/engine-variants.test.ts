import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingOf, settings } from "../../bench/engine-variants.ts";

test.each(settings)("%s declares the setting %s that the bench varies", (file, name) => {
  expect(readFileSync(new URL(`../../src/engine/${file}`, import.meta.url), "utf8")).toMatch(settingOf(name));
});
