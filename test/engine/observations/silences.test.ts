import { expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Findings } from "../../../src/findings/findings.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

const MINUTE = 60;
const ONSET = FIRED - 7 * MINUTE;

type Pattern = Findings["patterns"][number];

/** Orders fail; they wrote a line every ten seconds until the onset, but for what is given. */
function stopped(
  { cut = false, ...given }: Partial<Pattern> & { readonly cut?: boolean } = {},
  rest: Partial<Findings> = {},
) {
  const regular = {
    component: "orders",
    group: "/ecs/orders",
    pattern: "order <*> placed",
    sample: "order 8 placed",
    severity: "info",
    count: 139,
    before: 180,
    firstAt: FIRED - 30 * MINUTE,
    ...(!cut && { lastAt: ONSET }),
  } as const;
  const findings = findingsOf(
    [
      { id: "front", signals: { requests: [100, 100], errors: [0, 40] } },
      { id: "orders", signals: { requests: [100, 100], errors: [0, 40] } },
    ],
    ["front>orders"],
    { component: "front", signal: "errors" },
    { patterns: [{ ...regular, ...given }], ...rest },
  );
  const { verdict, hypotheses, evidence } = diagnose(findings);
  const told = evidence.filter(({ key, kind }) => kind === "log" && hypotheses[0]?.supports.includes(key));
  return { verdict, sentences: told.map(({ sentence }) => sentence) };
}

test("lines that stop as the symptom begins are told, and confirm nobody", () => {
  const sentence = 'log "order … placed" stopped at the same time as front errors moved (usual one every 10.0 s)';
  expect(stopped()).toEqual({ verdict: "LIKELY", sentences: [sentence] });
});

test.each<[string, Parameters<typeof stopped>]>([
  ["goes on", [{ lastAt: FIRED - 5 }]],
  ["stopped long before", [{ lastAt: FIRED - 25 * MINUTE }]],
  ["was not read to the end", [{ cut: true }]],
  ["was rare", [{ count: 12, before: 14 }]],
  ["may still come", [{}, { horizons: { metrics: FIRED, changes: FIRED, topology: FIRED, logs: ONSET + MINUTE } }]],
  ["may still come, as nothing is known of the logs", [{}, { horizons: { metrics: FIRED, changes: FIRED } }]],
])("nothing is told of a line that %s", (_, given) => {
  expect(stopped(...given).sentences).toEqual([]);
});
