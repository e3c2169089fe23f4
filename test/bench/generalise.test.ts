import { expect, test } from "vitest";
import { chosenWithout, startOf } from "../../bench/generalise-choice.ts";
import type { Result } from "../../bench/generalise-data.ts";
import { sensitivities } from "../../bench/generalise-sensitivity.ts";
import { type Settings, settings } from "../../src/engine/settings.ts";

const result = (found: number, accused = 0): Result => ({ faults: 10, found, normal: 10, accused });
const at = (changed: Partial<Settings>, name: keyof Settings): number =>
  (changed[name] ?? settings[name]) / settings[name];

/** Three data sets: one wants more of `departed`, one less, and one accuses somebody where `loud` is small. */
async function wanting(changed: Partial<Settings>): Promise<readonly Result[]> {
  const departed = at(changed, "departed");
  return [result(departed > 1 ? 9 : 5), result(departed < 1 ? 10 : 3), result(8, at(changed, "loud") < 1 ? 4 : 0)];
}

const names = ["departed", "loud"] as const;
const low = startOf(names, () => 0);

test("settings are chosen by the other data sets alone", async () => {
  const [without0, without1] = [await chosenWithout(0, names, {}, wanting), await chosenWithout(1, names, {}, wanting)];
  expect([at(without0, "departed"), at(without1, "departed")]).toEqual([0.75, 1.25]);
});

test("what accuses somebody in normal operation is not chosen", async () => {
  expect(low).toEqual({ departed: 2.25, loud: 3 });
  expect(await chosenWithout(0, names, low, wanting)).toEqual({ departed: 2.25, loud: 4 });
});

test("a setting on which the others tell nothing stays where it began", async () => {
  expect(await chosenWithout(2, ["loud"], { loud: 3 }, wanting)).toEqual({ loud: 3 });
});

test("of each setting that changes an answer its worst is told, the most fragile first", async () => {
  const counts = async (changed: Partial<Settings>) => [
    result(at(changed, "away") === 1 ? 9 : 7),
    ...(await wanting(changed)),
  ];
  const found = await sensitivities(["loud", "departed", "away", "faintWeight"], ["a", "b", "c", "d"], counts);
  expect(found.map(({ setting, data, loss, factor }) => [setting, data, loss, factor])).toEqual([
    ["away", "a", 0.2, 0.75],
    ["departed", "a", 0, 0.75],
  ]);
});
