import { expect, test } from "vitest";
import type { HypothesisDraft } from "../../../src/investigation/diagnosis.ts";
import { leading, rankedHypotheses, standingVerdict } from "../../../src/investigation/ranking/ranking.ts";
import { react } from "../../../src/investigation/react.ts";
import { view } from "../../../src/investigation/view.ts";
import { after, ana, diagnosis, given, lines, open, partOf, policy } from "../given.ts";

type Change = Partial<HypothesisDraft>;

/** A round with these causes, each changed as said. */
const round = (causes: Readonly<Record<string, Change>>) => {
  const plain = diagnosis(...Object.keys(causes));
  const hypotheses = plain.hypotheses.map((draft, index) => ({ ...draft, ...Object.values(causes)[index] }));
  return { type: "recordRound", episode: 1, diagnosis: { ...plain, hypotheses } } as const;
};
const causeOf = (id: string) => ({ component: { id, name: id, kind: "service" }, mechanism: "latency" });
const accept = (hypothesis: string) => ({ type: "accept", hypothesis }) as const;
const discard = (hypothesis: string) => ({ type: "discard", hypothesis }) as const;
const ranked = (state: ReturnType<typeof after>) => rankedHypotheses(state).map(({ id }) => id);

const two = after(open, round({ cart: {}, orders: {} }));
/** h2 (orders) is accepted, and h3 (table) is found to explain it. */
const why = round({ cart: {}, orders: {}, table: { explains: causeOf("orders") } });
const explained = after(open, round({ cart: {}, orders: {} }), accept("h2"), why);

test("accepting begins a look into the accepted cause at once, and the thread says for whose sake", () => {
  const state = given(two).when(accept("h2")).happens("hypothesisAccepted", "secondLookBegun");
  const words = "Looking deeper at orders, because Ana accepted h2";
  expect(lines(state, "root")).toContain(words);
  const progress = { type: "progress", episode: 1, done: 4, planned: 9, looking: "traces of orders" } as const;
  const told = given(state).when(progress).happens("progressed");
  expect(lines(told, "summary")).toContain(`${words}: 4 of 9 checked`);
  const ended = given(told)
    .when(round({ cart: {}, orders: {} }))
    .happens("verdictReached");
  expect(JSON.stringify(view(ended))).not.toContain("Looking deeper");
  given(ended).when(progress).happens();
});

test("a look into an accepted cause is work for both lanes", () => {
  const begun = { type: "secondLookBegun", at: "2026-05-01T03:09:00Z", by: ana, episode: 1, because: "h2" } as const;
  expect(react(begun, two, policy)).toEqual([{ type: "investigate", episode: 1 }, { type: "chat" }]);
});

test("what is accepted while it is checked is looked into when the verdict is there, once an acceptance", () => {
  const accepted = given(after(open, partOf(3, "cart", "orders")))
    .when(accept("h2"))
    .happens("hypothesisAccepted");
  expect(lines(accepted, "root")).toContain("Accepted by Ana at 03:30");
  const whole = round({ cart: {}, orders: {} });
  const state = given(accepted)
    .when(whole)
    .happens("hypothesisStrengthened", "hypothesisStrengthened", "verdictReached", "secondLookBegun");
  const again = given(state).when(whole).happens("verdictReached");
  const anew = given(again).when({ type: "investigate" }).happens("investigationRequested");
  given(anew).when(whole).happens("verdictReached");
  const restored = given(again).when({ type: "restore", hypothesis: "h2" }).happens("hypothesisRestored");
  given(restored).when(accept("h2")).happens("hypothesisAccepted", "secondLookBegun");
});

test("of two that are accepted one is looked into after the other", () => {
  const first = given(two).when(accept("h2")).happens("hypothesisAccepted", "secondLookBegun");
  const both = given(first).when(accept("h1")).happens("hypothesisAccepted");
  const whole = round({ cart: {}, orders: {} });
  const next = given(both).when(whole).happens("verdictReached", "secondLookBegun");
  expect(lines(next, "root")).toContain("Looking deeper at cart, because Ana accepted h1");
  given(next).when(whole).happens("verdictReached");
});

test("what explains the accepted cause comes before what has nothing to do with it, until the acceptance is taken back", () => {
  expect(ranked(explained)).toEqual(["h2", "h3", "h1"]);
  expect(lines(explained, "summary")).toContainEqual(
    expect.stringMatching(/^h3 possible: Why h2\? latency of table rose at the same time$/),
  );
  const restored = given(explained).when({ type: "restore", hypothesis: "h2" }).happens("hypothesisRestored");
  expect(ranked(restored)).toEqual(["h1", "h2", "h3"]);
});

test("a look that somebody asked for by accepting makes no sound, whatever it comes to", () => {
  const state = after(
    open,
    round({ cart: {}, orders: {} }),
    accept("h2"),
    round({ orders: { standing: "CONFIRMED" } }),
  );
  expect(view(state).map(({ slot }) => slot)).toEqual(["root", "summary"]);
  expect(standingVerdict(state)).toMatchObject({ reason: "two checks agree" });
});

test("the verdict is that of the cause that people follow, as far as its evidence goes", () => {
  expect(standingVerdict(given(two).when(accept("h2")).happens("hypothesisAccepted", "secondLookBegun"))).toEqual({
    verdict: "INCONCLUSIVE",
    reason: "h2 was accepted by Ana, cause unproven",
  });
  expect(standingVerdict(after(open, round({ cart: {}, orders: { standing: "LIKELY" } }), accept("h2")))).toEqual({
    verdict: "LIKELY",
    reason: "latency of orders rose at the same time",
  });
});

test("with the best cause discarded the next stands as its own evidence allows, and the others are measured by it", () => {
  const state = after(
    open,
    round({
      cart: { standing: "CONFIRMED", alone: "CONFIRMED", score: 2 },
      orders: { standing: "POSSIBLE", alone: "CONFIRMED", score: 0.9 },
      table: { standing: "POSSIBLE", alone: "CONFIRMED", score: 0.8 },
      mail: { standing: "POSSIBLE", alone: "LIKELY", score: 0.1 },
    }),
  );
  const standings = (of: typeof state) => rankedHypotheses(of).map(({ id, weight }) => `${id} ${weight.standing}`);
  expect(standings(given(state).when(discard("h4")).happens("hypothesisDiscarded")).slice(0, 3)).toEqual([
    "h1 CONFIRMED",
    "h2 POSSIBLE",
    "h3 POSSIBLE",
  ]);
  const left = given(state).when(discard("h1")).happens("hypothesisDiscarded");
  expect(standings(left)).toEqual(["h2 CONFIRMED", "h3 LIKELY", "h4 POSSIBLE", "h1 CONFIRMED"]);
  expect(standingVerdict(left)).toEqual({ verdict: "CONFIRMED", reason: "latency of orders rose at the same time" });
  const restored = given(left).when({ type: "restore", hypothesis: "h1" }).happens("hypothesisRestored");
  expect(standings(restored)).toEqual(standings(state));
});

test("with a discarded cause goes what rests on it alone, and what it was seen by", () => {
  const own = { cause: { ...causeOf("orders"), mechanism: "change:UpdateService" }, explains: causeOf("orders") };
  const deep = after(
    open,
    round({ cart: {}, orders: {} }),
    accept("h2"),
    round({ cart: {}, orders: {}, deploy: own, table: { explains: causeOf("orders") } }),
    { type: "restore", hypothesis: "h2" },
    { type: "discard", hypothesis: "h1" },
  );
  expect(ranked(deep)).toEqual(["h2", "h3", "h4", "h1"]);
  const state = given(deep).when(discard("h2")).happens("hypothesisDiscarded");
  expect(ranked(state)).toEqual(["h4", "h1", "h2"]);
  expect(leading(state).map(({ id }) => id)).toEqual(["h4"]);
  const shown = lines(state, "summary").filter((line) => line.startsWith("+"));
  expect(shown).toEqual(["+ latency of table 80 → 160 ms (e4)"]);
  const restored = given(state).when({ type: "restore", hypothesis: "h2" }).happens("hypothesisRestored");
  expect(ranked(restored)).toEqual(ranked(deep));
});

test("what is found no more still says what it was to explain, and so does what was discarded while it was looked at", () => {
  const part = partOf(3, "cart", "orders", "table");
  const [, , table] = part.diagnosis.hypotheses;
  if (!table) throw new Error("no third cause");
  const explaining = { ...table, alone: "LIKELY", explains: causeOf("orders") } as const;
  const early = {
    ...part,
    diagnosis: { ...part.diagnosis, hypotheses: [...part.diagnosis.hypotheses.slice(0, 2), explaining] },
  };
  const checking = after(open, partOf(3, "cart", "orders"), accept("h2"), early);
  const fell = given(checking)
    .when(round({ cart: {}, orders: {} }))
    .happens(
      "hypothesisStrengthened",
      "hypothesisStrengthened",
      "hypothesisWeakened",
      "verdictReached",
      "secondLookBegun",
    );
  expect(fell.hypotheses[2]?.weight).toMatchObject({ standing: "POSSIBLE", explains: "h2" });
  expect(ranked(fell)).toEqual(["h2", "h1", "h3"]);
  const discarded = after(
    open,
    partOf(3, "cart", "orders"),
    accept("h2"),
    early,
    discard("h3"),
    round({ cart: {}, orders: {} }),
  );
  expect(discarded.hypotheses[2]?.weight).toMatchObject({ explains: "h2", alone: "LIKELY" });
});
