import { expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { view } from "../../src/investigation/view.ts";
import { playIncident } from "../golden/play-incident.ts";

/** The texts of the answer to the first question. */
function answered(state: Investigation): readonly string[] {
  const card = view(state).find(({ slot }) => slot === "q1")?.card;
  return (card?.blocks ?? []).flatMap((block) => (block.type === "text" ? [plain(block.text)] : []));
}

const weightOf = ({ hypotheses }: Investigation) => hypotheses.find(({ id }) => id === "h1")?.weight;

test("the answer to what would make sure says what it means, and counts in the next ranking", async () => {
  const played = playIncident("orders-failing");
  await played.fire();
  await played.goOn(15);
  const before = weightOf(await played.state());
  await played.say(`G-1001 ${before?.settles?.command}`);
  const checked = await played.state();
  const recorded = checked.evidence.at(-1);
  expect(answered(checked)[1]).toMatch(
    new RegExp(`^No other change to orders in the \\d+ (min|h) before it began: supports h1 \\(${recorded?.id}\\)$`),
  );
  expect(weightOf(checked)?.supports).toEqual([...(before?.supports ?? []), recorded?.id]);
  await played.say("G-1001 investigate");
  await played.goOn(3);
  const after = weightOf(await played.state());
  await played.stop();
  expect(after?.supports).toContain(recorded?.id);
  expect(after?.score).toBeGreaterThan(before?.score ?? 0);
});

test("an answer to any other question bears on no hypothesis", async () => {
  const played = playIncident("orders-failing");
  await played.fire();
  await played.goOn(15);
  await played.say("G-1001 changes cart last 2h");
  const state = await played.state();
  await played.stop();
  expect(state.queries[0]?.answer).toMatchObject({ failed: false });
  expect(state.queries[0]?.answer?.meaning).toBeUndefined();
});
