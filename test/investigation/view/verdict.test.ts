import { expect, test } from "vitest";

import { standingVerdict } from "../../../src/investigation/ranking/ranking.ts";
import { rootCard } from "../../../src/investigation/view/root.ts";
import { after, diagnosis, open } from "../given.ts";

const round = (...causes: string[]) => ({ type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }) as const;

test("a verdict falls with the cause that people discarded, and rises with it again", () => {
  const discarded = after(open, round("cart"), { type: "discard", hypothesis: "h1" });
  expect(standingVerdict(discarded)).toEqual({
    verdict: "INCONCLUSIVE",
    reason: "h1 was discarded by Ana, cause unproven",
  });
  expect(JSON.stringify(rootCard(discarded))).not.toContain("latency of cart rose");
  const restored = after(
    open,
    round("cart"),
    { type: "discard", hypothesis: "h1" },
    { type: "restore", hypothesis: "h1" },
  );
  expect(standingVerdict(restored)?.verdict).toBe("LIKELY");
});

test("what is left after a discard is only a weak lead, unless it stands by itself", () => {
  const state = after(open, round("cart", "orders"), { type: "discard", hypothesis: "h1" });
  expect(standingVerdict(state)?.verdict).toBe("INCONCLUSIVE");
  expect(JSON.stringify(rootCard(state))).toMatch(/"Weak lead: ","latency of orders/);
});
