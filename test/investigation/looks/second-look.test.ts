import { expect, test } from "vitest";
import { standingVerdict } from "../../../src/investigation/ranking/ranking.ts";
import { react } from "../../../src/investigation/react.ts";
import { view } from "../../../src/investigation/view.ts";
import { after, diagnosis, given, lines, meta, minute, open, partOf, policy } from "../given.ts";

const T0 = Date.parse(minute(0)) / 1000;
const all = { metrics: T0 + 600, changes: T0 + 600 };
/** A round whose changes are believed to the minute before the alarm, unless said otherwise. */
const round = (
  causes: readonly string[],
  horizons: Readonly<Record<string, number>> = { metrics: T0 + 600, changes: T0 },
) => ({ type: "recordRound", episode: 1, diagnosis: { ...diagnosis(...causes), horizons } }) as const;
const look = { type: "wake", timer: "look/1/3" } as const;
const slots = (state: Parameters<typeof view>[0]) => view(state).map(({ slot }) => slot);
const clocks = (state: ReturnType<typeof after>) => {
  const reached = state.findings[1]?.conclusion;
  if (!reached) throw new Error("no verdict");
  return react(reached, state, policy).flatMap((work) => (work.type === "wake" ? [[work.timer, work.at]] : []));
};

test("a verdict is looked at again while a source may still tell of what led to it after 3, 8 and 16 minutes", () => {
  const state = after([open, meta(minute(3))], [round(["cart"]), meta(minute(4))]);
  expect(clocks(state)).toEqual([
    ["look/1/3", minute(7)],
    ["look/1/8", minute(12)],
    ["look/1/16", minute(20)],
  ]);
  given(state).when(look).happens("secondLookBegun");
});

test("a verdict is looked at again while a source may still tell of what led to it not where every source is past it", () => {
  const state = after(open, round(["cart"], all));
  expect(clocks(state)).toEqual([]);
  given(state).when(look).happens();
});

test("a verdict is looked at again while a source may still tell of what led to it not once it is closed, and a second look sets no clocks of its own", () => {
  given(after(open, round(["cart"]), { type: "close" }))
    .when(look)
    .happens();
  expect(clocks(after(open, round(["cart"]), look, round(["cart"])))).toEqual([]);
});

test("a verdict is looked at again while a source may still tell of what led to it the card says that it is provisional, and no longer once it is not", () => {
  const text = (state: ReturnType<typeof after>) => JSON.stringify(view(state)[1]?.card);
  expect(text(after(open, round(["cart"])))).toMatch(/Provisional until .*03:04:00.* is covered by changes/);
  expect(text(after(open, round(["cart"], all)))).not.toMatch(/Provisional/);
});

test("the card promises no look that will not come", () => {
  const first = after([open, meta(minute(3))], [round(["cart"]), meta(minute(4))], [look, meta(minute(20))]);
  const last = after(
    [open, meta(minute(3))],
    [round(["cart"]), meta(minute(4))],
    [look, meta(minute(20))],
    [round(["cart"]), meta(minute(20))],
  );
  expect(JSON.stringify(view(first)[1]?.card)).toMatch(/looks again by itself/);
  const shown = JSON.stringify(view(last)[1]?.card);
  expect(shown).toMatch(/Provisional until/);
  expect(shown).not.toMatch(/by itself/);
});

test("a second look is said aloud when the cause on top is another", () => {
  const state = after(open, round(["cart", "orders"]), look, round(["orders", "cart"], all));
  expect(slots(state)).toEqual(["root", "summary", "changed-1-1"]);
  expect(view(state)[2]?.card.title).toBe("CHANGED: was h1 LIKELY, now h2 LIKELY · G-1042");
});

test("a second look is said aloud when there is no cause any more", () => {
  const state = after(open, round(["cart"]), look, round([], all));
  expect(view(state)[2]?.card.title).toBe("CHANGED: was h1 LIKELY, now INCONCLUSIVE · G-1042");
});

test("a second look is said aloud and never when all is as it was", () => {
  expect(slots(after(open, round(["cart"]), look, round(["cart"], all)))).toEqual(["root", "summary"]);
});

const two = after(
  open,
  round(["cart", "orders"]),
  { type: "accept", hypothesis: "h1" },
  { type: "accept", hypothesis: "h2" },
);

test("which hypothesis was the cause is asked at close where several were accepted", () => {
  given(two)
    .when({ type: "close" })
    .refused(/h1 and h2 are accepted. Which was the cause\? Type: close h1/);
  const closed = given(two).when({ type: "close", cause: "h2", resolution: "rolled back" }).happens("closed");
  expect(closed.closed).toMatchObject({ cause: "h2", resolution: "rolled back" });
});

test("which hypothesis was the cause is the only one that was accepted, or none", () => {
  const one = after(open, round(["cart", "orders"]), { type: "accept", hypothesis: "h2" });
  expect(given(one).when({ type: "close" }).happens("closed").closed?.cause).toBe("h2");
  const none = after(open, round(["cart"]));
  expect(given(none).when({ type: "close" }).happens("closed").closed?.cause).toBeUndefined();
  given(none)
    .when({ type: "close", cause: "h1" })
    .refused(/h1 was not accepted/);
});

const again = after(open, round(["cart", "orders"]), look);
const progress = { type: "progress", episode: 1, done: 4, planned: 9, looking: "logs" } as const;

test("a look that takes long is told on the card, and the verdict stands until it is done", () => {
  expect(lines(again, "root").join()).not.toMatch(/Looking again/);
  const state = given(again).when(progress).happens("progressed");
  expect(lines(state, "root")).toContain("Looking again: 4 of 9 checked");
  expect(lines(state, "root")).toContain("Where (likely): latency of cart rose at the same time (h1)");
  expect(lines(state, "summary")).toContain("Looking again: 4 of 9 checked");
  expect(standingVerdict(state)?.verdict).toBe("LIKELY");
  const done = given(state)
    .when(round(["cart", "orders"]))
    .happens("verdictReached");
  expect(JSON.stringify(view(done))).not.toContain("Looking again");
});

test("what is there of a later look is recorded where it changes the cause on top, and takes nothing from the verdict", () => {
  given(again)
    .when(partOf(4, "cart", "orders"))
    .happens();
  given(again).when(partOf(4)).happens();
  const state = given(again)
    .when(partOf(4, "table", "cart"))
    .happens("evidenceRecorded", "hypothesisProposed", "progressed");
  expect(lines(state, "root")).toContain(
    "Looking again: 4 of 9 checked; so far latency of table rose at the same time (h3)",
  );
  expect(lines(state, "root")).toContain("Where (likely): latency of cart rose at the same time (h1)");
  expect(state.hypotheses.slice(0, 2)).toEqual(again.hypotheses);
  expect(slots(state)).toEqual(["root", "summary"]);
  given(state)
    .when(partOf(5, "table", "cart"))
    .happens();
  const back = given(state)
    .when(partOf(6, "cart", "table"))
    .happens("progressed");
  expect(lines(back, "root")).toContain("Looking again: 6 of 9 checked");
  expect(back.hypotheses).toEqual(state.hypotheses);
});

test("a known cause that comes out on top of a part is known the better, never the worse", () => {
  const state = given(again)
    .when(partOf(4, "orders", "cart"))
    .happens("hypothesisStrengthened", "progressed");
  expect(state.hypotheses.map(({ weight }) => weight.standing)).toEqual(["LIKELY", "LIKELY"]);
  const part = partOf(4, "orders", "cart");
  const hypotheses = part.diagnosis.hypotheses.map((draft) => ({ ...draft, standing: "POSSIBLE" as const }));
  given(again)
    .when({ ...part, diagnosis: { ...part.diagnosis, hypotheses } })
    .happens();
});

test("what people ruled out comes out on top of no part", () => {
  const state = given(again).when({ type: "discard", hypothesis: "h2" }).happens("hypothesisDiscarded");
  given(state)
    .when(partOf(4, "orders", "cart"))
    .happens();
});

test("a look that turned while it went on is said aloud when it is done, once", () => {
  const state = after(
    open,
    round(["cart", "orders"]),
    look,
    partOf(4, "orders", "cart"),
    round(["orders", "cart"], all),
  );
  expect(slots(state)).toEqual(["root", "summary", "changed-1-1"]);
});

test("no look begins while another goes on", () => {
  given(again).when(look).happens();
});
