import { expect, test } from "vitest";
import { plain } from "../../../src/card/card.ts";
import type { Announcement } from "../../../src/events/events.ts";
import type { Command } from "../../../src/investigation/command.ts";
import { view } from "../../../src/investigation/view.ts";
import { after, diagnosis, given, minute, open } from "../given.ts";

/** The alarm of `open` fires in eu-west-1 at minute 2. */
const told = (more: Partial<Announcement> = {}): Command => ({
  type: "announce",
  announced: {
    id: "arn:aws:health:1",
    at: minute(25),
    sentence: "AWS Health: AWS_LAMBDA_OPERATIONAL_ISSUE of LAMBDA in eu-west-1",
    names: [],
    region: "eu-west-1",
    began: minute(0),
    ...more,
  },
});
const round = (cause: string, announced = 0): Command => ({
  type: "recordRound",
  episode: 1,
  diagnosis: diagnosis(cause),
  weighed: { members: 0, announced },
});
const concluded = after(open, round("checkout"));

test("what AWS Health says after the verdict leads to a new look, once", () => {
  const heard = given(concluded).when(told()).happens("healthAnnounced", "secondLookBegun");
  given(heard).when(told()).happens();
});

test("what it says while an investigation goes on is looked at when that ends", () => {
  const heard = given(after(open)).when(told()).happens("healthAnnounced");
  given(heard)
    .when(round("checkout"))
    .happens("evidenceRecorded", "hypothesisProposed", "verdictReached", "secondLookBegun");
  given(heard).when(round("checkout", 1)).happens("evidenceRecorded", "hypothesisProposed", "verdictReached");
});

test("another cause at that look is said aloud, and the thread tells the announcement as it tells a change", () => {
  const state = after(open, round("checkout"), told(), round("LAMBDA in eu-west-1", 1));
  const cards = view(state);
  expect(cards.find(({ slot }) => slot === "changed-1-1")?.card.title).toMatch(
    /^CHANGED: was h1 LIKELY, now h2 LIKELY/,
  );
  const summary = cards.find(({ slot }) => slot === "summary")?.card.blocks ?? [];
  const lines = summary.flatMap((block) => (block.type === "context" ? [plain(block.text)] : []));
  expect(lines.join("\n")).toMatch(/AWS_LAMBDA_OPERATIONAL_ISSUE of LAMBDA in eu-west-1/);
});

test.each<[string, Partial<Announcement>]>([
  ["another Region", { region: "us-east-1" }],
  ["what began more than half an hour after the alarm", { began: minute(40) }],
  ["what began hours before it", { began: minute(-200) }],
])("%s is no news to it", (_, more) => {
  given(concluded).when(told(more)).happens();
});

test("all Regions are its Region too; an alarm that waits for its button, and a closed one, are not told", () => {
  given(concluded)
    .when(told({ region: undefined }))
    .happens("healthAnnounced", "secondLookBegun");
  given(after({ ...open, automatic: false }))
    .when(told())
    .happens();
  given(after(open, round("checkout"), { type: "close" }))
    .when(told())
    .happens();
});
