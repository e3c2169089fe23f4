import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import { findingsOf, type Part } from "../hand-made.ts";

const front: Part = { id: "front", signals: { latency: [0.1, 0.6], requests: [100, 100], errors: [0, 40] } };

test.each([
  { signal: "latency", calm: [0.3, 0.3], bad: [0.02, 0.52] },
  { signal: "errors", calm: [60, 60], bad: [0, 40] },
] as const)(
  "of several metrics of one signal, $signal, the one that rose tells what was lost",
  ({ signal, calm, bad }) => {
    const both = findingsOf(
      [front, { id: "table", signals: { [signal]: calm } }, { id: "table", signals: { [signal]: bad } }],
      ["front>table"],
      { component: "front", signal },
    );
    const measured = both.measured.map((each, index) => ({ ...each, query: `${index} ${each.query}` }));
    for (const told of [measured, measured.toReversed()]) {
      const { hypotheses } = diagnose({ ...both, measured: told });
      expect(hypotheses[0]).toMatchObject({ standing: "LIKELY", cause: { component: { id: "table" } } });
    }
  },
);
