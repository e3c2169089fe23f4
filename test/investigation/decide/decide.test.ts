import { expect, test } from "vitest";
import { rankedHypotheses } from "../../../src/investigation/ranking/ranking.ts";
import { initialState, isFiring, presentEpisode } from "../../../src/investigation/state.ts";
import { after, ana, ben, diagnosis, given, meta, minute, open, turn } from "../given.ts";

const round = (...causes: string[]) => ({ type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }) as const;
const opened = after(open);
const investigated = after(open, round("cart", "orders"));

test("an alarm opens an investigation that starts by itself", () => {
  const state = given(initialState).when(open).happens("opened", "alarmFired", "investigationRequested");
  expect(state).toMatchObject({ status: "open", number: 1042, title: "checkout-5xx" });
});

test("a manual topic's alarm waits for the button", () => {
  given(initialState)
    .when({ ...open, automatic: false })
    .happens("opened", "alarmFired");
});

test("opening twice changes nothing", () => {
  given(opened).when(open).happens();
});

test("the same change of an alarm told twice changes nothing", () => {
  given(opened)
    .when({ type: "alarmChanged", transitions: [turn("ALARM", 2), turn("ALARM", 2)] })
    .happens();
});

test("recovery keeps the investigation open", () => {
  const state = given(opened)
    .when({ type: "alarmChanged", transitions: [turn("OK", 9)] })
    .happens("alarmRecovered");
  expect(state.status).toBe("open");
  expect(isFiring(state)).toBe(false);
});

test("firing again after recovery is a new episode with an investigation of its own", () => {
  const recovered = after(
    open,
    round("cart"),
    { type: "accept", hypothesis: "h1" },
    { type: "alarmChanged", transitions: [turn("OK", 9)] },
  );
  const state = given(recovered)
    .when({ type: "alarmChanged", transitions: [turn("ALARM", 30)] })
    .happens("alarmFired", "investigationRequested");
  expect(presentEpisode(state)).toBe(2);
  expect(rankedHypotheses(state)).toEqual([]);
});

test("a cause of an earlier firing cannot be accepted as the present one", () => {
  const refired = after(open, round("cart"), { type: "alarmChanged", transitions: [turn("OK", 9), turn("ALARM", 30)] });
  given(refired)
    .when({ type: "accept", hypothesis: "h1" })
    .refused(/earlier firing/);
});

test("a late recovery does not end a later firing", () => {
  const state = after(
    open,
    { type: "alarmChanged", transitions: [turn("ALARM", 20)] },
    { type: "alarmChanged", transitions: [turn("OK", 10)] },
  );
  expect(isFiring(state)).toBe(true);
  expect(state.episodes).toHaveLength(2);
});

test("a multi-series alarm fires while one of its series does", () => {
  const state = after(open, {
    type: "alarmChanged",
    transitions: [turn("ALARM", 3, "a"), turn("ALARM", 4, "b"), turn("OK", 5, "a"), turn("OK", 6)],
  });
  expect(isFiring(state)).toBe(true);
});

test("evidence and hypotheses get the next numbers and keep them", () => {
  expect(investigated.hypotheses.map((h) => [h.id, h.cause.component.id])).toEqual([
    ["h1", "cart"],
    ["h2", "orders"],
  ]);
  const again = given(investigated)
    .when(round("orders", "cart", "search"))
    .happens(
      "evidenceRecorded",
      "hypothesisStrengthened",
      "hypothesisWeakened",
      "hypothesisProposed",
      "verdictReached",
    );
  expect(rankedHypotheses(again).map((h) => `${h.id} ${h.cause.component.id}`)).toEqual([
    "h2 orders",
    "h1 cart",
    "h3 search",
  ]);
  expect(again.hypotheses[2]?.weight.supports).toEqual(["e3"]);
});

test("accepting twice changes nothing, and another person is told who was first", () => {
  const accepted = given(investigated)
    .when({ type: "accept", hypothesis: "h1" }, meta(minute(11), ana))
    .happens("hypothesisAccepted", "secondLookBegun");
  given(accepted)
    .when({ type: "accept", hypothesis: "h1" }, meta(minute(12), ana))
    .happens();
  given(accepted)
    .when({ type: "discard", hypothesis: "h1" }, meta(minute(12), ben))
    .refused(/h1 was already accepted by Ana at 03:11.*restore h1/);
});

test("a discarded hypothesis comes back only by restore", () => {
  const discarded = given(investigated)
    .when({ type: "discard", hypothesis: "h1", reason: "known" })
    .happens("hypothesisDiscarded");
  given(discarded).when(round("cart", "orders")).happens("verdictReached");
  expect(rankedHypotheses(discarded).map((h) => h.id)).toEqual(["h2", "h1"]);
  given(discarded).when({ type: "restore", hypothesis: "h1" }).happens("hypothesisRestored");
});

test.each([
  [{ type: "accept", hypothesis: "h9" } as const, /no hypothesis h9. Proposed: h1, h2/],
  [{ type: "restore", hypothesis: "h1" } as const, /neither accepted nor discarded/],
  [{ type: "reopen" } as const, /not closed/],
  [{ type: "unacknowledge" } as const, /not acknowledged/],
])("refuses %o with what to do instead", (command, words) => {
  given(investigated).when(command).refused(words);
});

test("nothing happens to a closed investigation until it is reopened", () => {
  const closed = given(investigated).when({ type: "close", resolution: "rolled back" }).happens("closed");
  for (const command of [
    { type: "note", text: "late" },
    { type: "accept", hypothesis: "h1" },
    { type: "acknowledge" },
    { type: "close" },
    { type: "investigate" },
  ] as const) {
    given(closed)
      .when(command)
      .refused(/was closed by Ana at 03:30.*reopen/);
  }
  given(closed).when({ type: "reopen" }).happens("reopened");
});

test("what work learns after the close is dropped, except an answer that was asked for", () => {
  const asked = after(
    open,
    { type: "ask", question: { type: "changes", window: { start: 1, end: 2 } }, understood: "changes" },
    { type: "close" },
  );
  given(asked).when(round("cart")).happens();
  const answer = { sentence: "none", query: "changes", columns: [], rows: [], more: 0, failed: false };
  given(asked).when({ type: "answer", query: "q1", answer }).happens("queryAnswered");
});

test("asking for an investigation that runs already is refused", () => {
  given(opened)
    .when({ type: "investigate" })
    .refused(/already/);
  given(investigated).when({ type: "investigate" }).happens("investigationRequested");
});

test("a recovered investigation closes itself after a quiet day, a firing one never", () => {
  const wake = { type: "wake", timer: "close" } as const;
  const recovered = after(
    [open, meta(minute(3))],
    [{ type: "alarmChanged", transitions: [turn("OK", 9)] }, meta(minute(10))],
  );
  given(recovered)
    .when(wake, meta(minute(10 + 24 * 60 - 1)))
    .happens();
  given(recovered)
    .when(wake, meta(minute(10 + 24 * 60)))
    .happens("closed");
  given(opened)
    .when(wake, meta(minute(72 * 60)))
    .happens();
});

test("an alarm that fires again within the hour reopens what was closed", () => {
  const closed = after(open, { type: "alarmChanged", transitions: [turn("OK", 9)] }, { type: "close" });
  given(closed)
    .when({ type: "alarmChanged", transitions: [turn("ALARM", 40)] })
    .happens("reopened", "alarmFired", "investigationRequested");
});
