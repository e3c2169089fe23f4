import { expect, test } from "vitest";
import { cards } from "../../adapters/cards.ts";
import { read, say, shop } from "../say.ts";

const labels = cards.flatMap(([name, card]) =>
  card.blocks.flatMap((block) =>
    block.type === "actions" ? block.actions.map((action) => [name, action.label, block.actions] as const) : [],
  ),
);

test.each(labels)("%s: what its button %j says can be typed", (_, label, buttons) => {
  const thread = { number: 1042, title: "checkout-5xx", hypotheses: [], ...shop.thread, buttons };
  for (const text of [label, label.toLowerCase(), `${label}!`]) {
    expect(read(say(text, "addressed", { ...shop, thread })).sentence, text).not.toMatch(
      /Not understood|There is no verb/,
    );
  }
});
