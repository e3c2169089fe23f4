import { expect, test } from "vitest";
import { withOutput, withoutOutput } from "../../../../adapters/teams/listen/library-output.ts";

test("what the SDK would print is told by kind, without its contents", async () => {
  const kinds = await withoutOutput(async () => {
    console.error("a key");
    await Promise.resolve();
    console.warn(new RangeError("a token"), 7);
  });
  expect(kinds).toEqual(["string", "RangeError", "number"]);
});

test("what others print meanwhile is printed", async () => {
  const kinds = await withoutOutput(async () => withOutput(() => console.warn("This line is printed by a test.")));
  expect(kinds).toEqual([]);
});
