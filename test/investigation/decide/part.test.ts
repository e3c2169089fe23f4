import { expect, test } from "vitest";
import { rankedHypotheses, standingVerdict } from "../../../src/investigation/ranking/ranking.ts";
import { react } from "../../../src/investigation/react.ts";
import { view } from "../../../src/investigation/view.ts";
import { after, diagnosis, given, lines, minute, open, partOf, policy } from "../given.ts";

const round = (...causes: string[]) => ({ type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }) as const;
const ranked = (state: ReturnType<typeof after>) => rankedHypotheses(state).map(({ id }) => id);
const early = after(open, partOf(3, "cart", "orders"));

test("what is there of a round is proposed before there is a verdict, and shown as still being checked", () => {
  const state = given(after(open))
    .when(partOf(3, "cart", "orders"))
    .happens("evidenceRecorded", "evidenceRecorded", "hypothesisProposed", "hypothesisProposed", "progressed");
  expect(standingVerdict(state)).toBeUndefined();
  expect(lines(state, "root")).toEqual(
    expect.arrayContaining([
      "Where (likely so far): latency of cart rose at the same time (h1)",
      "1 finding for, 0 against, 1 not checked",
      "Checking 3 of 9 · metrics to 03:08, changes to 03:00",
      "[Accept]",
      "[Discard]",
    ]),
  );
});

test("what is there of a round makes no sound: it posts nothing and is edited only", () => {
  expect(view(early).map(({ slot }) => slot)).toEqual(["root"]);
  const again = given(early)
    .when(partOf(4, "orders", "cart"))
    .happens("hypothesisStrengthened", "hypothesisWeakened", "progressed");
  expect(view(again).map(({ slot }) => slot)).toEqual(["root"]);
  expect(ranked(again)).toEqual(["h2", "h1"]);
});

test("the same part twice changes nothing, and neither does a part that comes after the verdict", () => {
  given(early)
    .when(partOf(4, "cart", "orders"))
    .happens();
  given(after(open, round("cart")))
    .when(partOf(3, "orders"))
    .happens();
  given(after(open, { type: "close" }))
    .when(partOf(3, "orders"))
    .happens();
});

test("what was seen since is no longer said to be looked at", () => {
  const state = given(early)
    .when(round("cart", "orders"))
    .happens("hypothesisStrengthened", "hypothesisStrengthened", "verdictReached");
  expect(state.hypotheses.flatMap(({ weight }) => weight.unchecked)).toEqual([]);
  expect(standingVerdict(state)?.verdict).toBe("LIKELY");
});

test("what was proposed early and is proposed no more falls to possible, and says what was seen since", () => {
  const state = given(early)
    .when(round("orders"))
    .happens("hypothesisStrengthened", "hypothesisWeakened", "verdictReached");
  expect(ranked(state)).toEqual(["h2", "h1"]);
  expect(state.hypotheses[0]?.weight).toMatchObject({
    standing: "POSSIBLE",
    statement: "latency of cart rose at the same time; no longer stands out with logs of cart seen",
    unchecked: [],
    supports: ["e1"],
  });
  given(state).when(round("orders")).happens("verdictReached");
  const back = given(state)
    .when(round("cart", "orders"))
    .happens("hypothesisStrengthened", "hypothesisWeakened", "verdictReached");
  expect(back.hypotheses[0]?.weight.statement).toBe("latency of cart rose at the same time");
});

test("what is told by another mechanism of the same component once more is seen, says which hypothesis tells it", () => {
  const whole = diagnosis("cart");
  const hypotheses = whole.hypotheses.map((draft) => ({
    ...draft,
    cause: { ...draft.cause, mechanism: "change:UpdateService" },
  }));
  const state = given(after(open, partOf(3, "cart")))
    .when({ type: "recordRound", episode: 1, diagnosis: { ...whole, hypotheses } })
    .happens("hypothesisProposed", "hypothesisWeakened", "verdictReached");
  expect(state.hypotheses[0]?.weight.statement).toBe(
    "latency of cart rose at the same time; is told by h2 now with logs of cart seen",
  );
});

test("a discard while it is checked holds, also against a verdict that was reached without knowing of it", () => {
  const discarded = given(early).when({ type: "discard", hypothesis: "h1" }).happens("hypothesisDiscarded");
  expect(lines(discarded, "root")).toContain("Where (possible so far): latency of orders rose at the same time (h2)");
  const state = given(discarded)
    .when(round("cart", "orders"))
    .happens("hypothesisStrengthened", "hypothesisWeakened", "verdictReached");
  expect(standingVerdict(state)).toEqual({
    verdict: "INCONCLUSIVE",
    reason: "h1 was discarded by Ana, cause unproven",
  });
  expect(state.hypotheses[0]).toMatchObject({
    decided: { type: "discarded" },
    weight: { unchecked: [{ what: "logs of cart", reason: "discarded before", remedy: "restore it and look again" }] },
  });
});

test("while somebody has it looked at anew, the message of the verdict stays and tells how far it is", () => {
  const again = after(open, round("orders", "cart"), { type: "investigate" });
  expect(ranked(again)).toEqual(["h1", "h2"]);
  const state = given(again)
    .when({ type: "progress", episode: 1, done: 4, planned: 9, looking: "logs" })
    .happens("progressed");
  expect(lines(state, "summary")).toEqual(
    expect.arrayContaining([
      "Where (likely so far): latency of orders rose at the same time (h1)",
      "Cause: still checking, 4 of 9",
    ]),
  );
});

test("what is there of a round is work for the chat alone", () => {
  const told = { type: "progressed", at: minute(5), by: { id: "gumshoe", name: "Gumshoe" }, episode: 1 } as const;
  expect(react({ ...told, done: 1, planned: 2, looking: "logs", ranking: ["h1"] }, early, policy)).toEqual([
    { type: "chat" },
  ]);
});
