import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { findingsOf } from "../hand-made.ts";

test.each([
  ["an alarm in percent, whatever it is called", "Percent", "Sum", "38 %"],
  ["a mean without a unit", undefined, "Average", "38"],
  ["a count", "Count", "Sum", "38 per min"],
])("what is now is said in the unit of %s", (_, unit, statistic, text) => {
  const signals = { errors: [0, 38] } as const;
  const found = findingsOf([{ id: "app", signals }], [], { component: "app", signal: "errors", threshold: 5 });
  const measured = found.measured.map((each) => ({
    ...each,
    statistic,
    series: { ...each.series, values: each.series.values.map(Math.round) },
  }));
  const symptom = { ...found.symptom, ...(unit !== undefined && { unit }) };
  const { now } = diagnose({ ...found, symptom, measured });
  expect(now?.text.replace(/^\d+/, "38")).toBe(text);
});
