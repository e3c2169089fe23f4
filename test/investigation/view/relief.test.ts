import { expect, test } from "vitest";
import { view } from "../../../src/investigation/view.ts";
import { after, diagnosis, open } from "../given.ts";

/** What the thread shows of a hypothesis with this relief. */
function shown(relief: {
  readonly text: string;
  readonly command: string;
  readonly undo?: string;
  readonly noUndo?: string;
}): string {
  const found = diagnosis("cart");
  const hypotheses = found.hypotheses.map((each) => ({ ...each, relief }));
  return JSON.stringify(view(after(open, { type: "recordRound", episode: 1, diagnosis: { ...found, hypotheses } })));
}

test("a command is shown to copy, with the one that undoes it", () => {
  const text = shown({ text: "Back to app:142", command: "aws ecs a", undo: "aws ecs b" });
  expect(text).toContain('{"type":"command","text":"aws ecs a","undo":"aws ecs b"}');
});

test.each([
  ["the reason", "deploy it again", "To undo that: deploy it again"],
  ["that none is known", undefined, "To undo that: no command is known"],
])("a command that none undoes says %s", (_, noUndo, words) => {
  expect(shown({ text: "Stop it", command: "aws ecs a", ...(noUndo !== undefined && { noUndo }) })).toContain(words);
});

test("a command that only reads has nothing to undo", () => {
  expect(shown({ text: "The previous one is unknown", command: "aws ecs describe-services" })).not.toContain("undo");
});

test("a link to what made a change is shown as a link, and nothing to copy", () => {
  const text = shown({ text: "What made it can take it back", command: "https://flags.example.com/checkout" });
  expect(text).toContain('{"url":"https://flags.example.com/checkout","text":"Where it was made"}');
  expect(text).not.toContain('"type":"command"');
});
