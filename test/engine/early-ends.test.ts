import { expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Findings } from "../../src/findings/findings.ts";
import { FIRED, findingsOf, type Part } from "./hand-made.ts";

const MINUTES = 40;
const START = FIRED - (MINUTES - 3) * 60;
const BAD_FROM = MINUTES - 10;

const parts: readonly Part[] = [
  { id: "front", signals: { availability: [100, 80], requests: [100, 100] } },
  { id: "app", signals: { requests: [100, 100] } },
  { id: "store", signals: { requests: [100, 100] } },
];

type Pattern = Findings["patterns"][number];

/** A line of a component: of so many requests a minute that begin as ever, how many wrote it before and since. */
function lineOf(component: string, text: string, [before, since]: readonly [number, number], all = [30, 30]): Pattern {
  const minutes = (usual = 0, bad = 0) =>
    Float64Array.from({ length: MINUTES }, (_, minute) => (minute < BAD_FROM ? usual : bad));
  const wrote = minutes(before, since);
  return {
    component,
    group: `/ecs/${component}`,
    pattern: text,
    sample: text,
    severity: "info",
    count: wrote.reduce((sum, value) => sum + value, 0),
    before: 0,
    firstAt: START,
    window: { start: START, end: START + MINUTES * 60 },
    byMinute: wrote,
    requests: { all: minutes(...all), wrote, begun: text === "asked" ? wrote : minutes() },
  };
}

function diagnosed(patterns: readonly Pattern[], components = parts) {
  const symptom = { component: "front", signal: "availability", threshold: 90 } as const;
  const found = findingsOf(components, ["front>app", "app>store"], { ...symptom }, { patterns });
  const { hypotheses, evidence } = diagnose({ ...found, symptom: { ...found.symptom, above: false } });
  return { hypotheses, evidence };
}

test("requests that end before their usual line name the component", () => {
  const { hypotheses, evidence } = diagnosed([lineOf("app", "asked", [30, 30]), lineOf("app", "done", [30, 3])]);
  expect(hypotheses[0]).toMatchObject({
    cause: { component: { id: "app" }, mechanism: "requests end early" },
    standing: "LIKELY",
    statement: `270 of 300 requests of app end before its line "done", 0 of 900 did before; it receives as many requests as before`,
  });
  expect(evidence.map(({ sentence }) => sentence)).toContain(
    `270 of 300 requests of app end before its line "done", 0 of 900 did before`,
  );
});

test("a component that is asked less leaves nothing out", () => {
  const { hypotheses } = diagnosed([
    lineOf("store", "asked", [30, 3], [30, 3]),
    lineOf("store", "done", [30, 3], [30, 3]),
  ]);
  expect(hypotheses.map(({ cause }) => cause.mechanism)).not.toContain("requests end early");
});

test("the callee comes before its caller, whose requests end where the callee's do", () => {
  const { hypotheses } = diagnosed([lineOf("app", "stored", [30, 3]), lineOf("store", "written", [30, 3])]);
  expect(hypotheses[0]?.cause.component.id).toBe("store");
});

test("requests that leave no line at all end before their first", () => {
  const asked = parts.map((part) => (part.id === "app" ? { ...part, signals: { requests: [30, 30] as const } } : part));
  const { hypotheses } = diagnosed([lineOf("app", "asked", [30, 3], [30, 3])], asked);
  expect(hypotheses[0]).toMatchObject({ cause: { component: { id: "app" }, mechanism: "requests end early" } });
  expect(hypotheses[0]?.statement).toMatch(/requests of app leave no line in its log/);
});

test.each([0.4, 30, 1_000_000])(
  "requests that leave no line at all, of about %d a minute, are told from chance",
  (many) => {
    const asked = parts.map((part) =>
      part.id === "app" ? { ...part, signals: { requests: [many, many] as const } } : part,
    );
    const { hypotheses } = diagnosed([lineOf("app", "asked", [many, 0])], asked);
    expect(hypotheses.map(({ cause }) => cause)).toContainEqual(
      expect.objectContaining({ component: expect.objectContaining({ id: "app" }), mechanism: "requests end early" }),
    );
  },
);

test("a line that few requests wrote, or that most of them still write, is not left out", () => {
  const { hypotheses } = diagnosed([lineOf("app", "rare", [6, 0]), lineOf("app", "most", [30, 25])]);
  expect(hypotheses.map(({ cause }) => cause.mechanism)).not.toContain("requests end early");
});
