import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { toLines } from "../../../adapters/terminal/text.ts";
import type { Card } from "../../../src/card/card.ts";

const run = promisify(execFile);

test("the demonstration plays an incident up to the accepted cause, and ends by itself", async () => {
  const { stdout } = await run(process.execPath, ["src/demo.ts"]);
  const order = ["All that follows is simulated", "ALARM checkout-5xx", "npm start"];
  const at = order.map((words) => stdout.indexOf(words));
  expect(at.every((index) => index >= 0)).toBe(true);
  // The incident is drawn anew each time: now and then its evidence proves nothing.
  expect(stdout).toMatch(/you press \[Accept\][\s\S]*Accepted by you|INCONCLUSIVE/);
  expect(at).toEqual(at.toSorted((one, other) => one - other));
});

test("an incident that does not exist is said, with those that do", async () => {
  await expect(run(process.execPath, ["src/demo.ts", "nonsense"])).rejects.toMatchObject({
    stderr: expect.stringContaining("There is no incident nonsense"),
  });
});

test("what a terminal would obey is shown as nothing", () => {
  const card: Card = {
    title: "A \u001b[31mred\u001b[0m name",
    tone: "neutral",
    blocks: [{ type: "quote", text: "one\ntwo\u0007" }],
    push: "",
  };
  expect(toLines(card, "UTC")).toEqual(["A  [31mred [0m name", "  | one", "  | two "]);
});
