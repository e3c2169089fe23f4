import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { event } from "../../src/events/events.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { initialState } from "../../src/investigation/state.ts";

const folder = fileURLToPath(new URL("../events/", import.meta.url));
const types = event.options.map((option) => option.shape.type.value);
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".json"))
  : [];
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, "utf8"));

test("every event of this release is on file, as it was written then", () => {
  expect(files.map((file) => file.replace(/^.*\//, "").replace(".json", "")).sort()).toEqual(
    expect.arrayContaining([...types].sort()),
  );
});

test.each(files)("%s is still understood, and folds", (file) => {
  const parsed = event.parse(read(file));
  expect(parsed).toMatchObject({ type: file.replace(/^.*\//, "").replace(".json", "") });
  const opened = event.parse(read("0.1.0/opened.json"));
  expect(() => [opened, parsed].reduce(evolve, initialState)).not.toThrow();
});
