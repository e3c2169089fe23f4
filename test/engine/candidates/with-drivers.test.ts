import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf, newLine, type Part } from "../hand-made.ts";

const MINUTE = 60;
/** The parts go bad so long before the alarm fires. */
const ONSET = FIRED - 7 * MINUTE;

/** A table that refuses reads some minutes after the others went bad. */
function refusing(
  requests: readonly [number, number],
  rest: Partial<Findings>,
  entry: readonly [number, number] = [100, 100],
  afterMinutes = 2,
) {
  const parts: readonly Part[] = [
    { id: "front", signals: { errors: [0, 40], requests: entry } },
    { id: "basket", signals: { errors: [0, 90], latency: [0.03, 0.2], requests: [100, 300] } },
    { id: "table", kind: "AWS::DynamoDB::Table", signals: { latency: [0.004, 0.004], throttles: [0, 80], requests } },
  ];
  const found = findingsOf(parts, ["front>basket", "basket>table"], { component: "front", signal: "errors" }, rest);
  const measured = found.measured.map((each) => {
    if (each.signal !== "throttles") return each;
    const { values, start, step } = each.series;
    const late = values.map((value, index) => (start + index * step < ONSET + afterMinutes * MINUTE ? 0 : value));
    return { ...each, series: { ...each.series, values: late } };
  });
  return diagnose({ ...found, measured });
}

const deployed: Partial<Findings> = {
  changes: [
    {
      id: "deploy",
      at: ONSET - 2 * MINUTE,
      action: "UpdateService",
      actor: "role/deploy",
      resources: ["arn:aws:ecs:eu-west-1:1:service/shop/basket"],
      detail: {},
    },
  ],
};

test.each([
  ["was changed before", deployed],
  ["writes an error of its own", { patterns: [newLine("basket", "TypeError: total is undefined")] }],
])(
  "a table that refuses because a failing caller asks three times as often is not the cause: the caller %s",
  (_, rest) => {
    const { hypotheses } = refusing([300, 900], rest);
    expect(hypotheses[0]).toMatchObject({ cause: { component: { id: "basket" } }, standing: "LIKELY" });
    expect(hypotheses.find(({ cause }) => cause.component.id === "table")?.standing ?? "POSSIBLE").toBe("POSSIBLE");
  },
);

test("a table that refuses before it is asked more often stays the cause", () => {
  const { hypotheses } = refusing([300, 900], {}, [100, 100], 0);
  expect(hypotheses[0]).toMatchObject({ cause: { component: { id: "table" } }, standing: "LIKELY" });
});

test("where more requests come from outside, nobody in between is blamed for them", () => {
  const { hypotheses } = refusing([300, 900], deployed, [100, 300]);
  expect(hypotheses[0]?.cause).toMatchObject({ component: { id: "front" }, mechanism: "traffic" });
});
