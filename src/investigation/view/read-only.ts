import type { Card } from "../../card/card.ts";
import type { Investigation } from "../state.ts";

/** What is said of an investigation that only a newer release can go on with. */
const READ_ONLY =
  "A newer release of Gumshoe has written to this one, so that some of it cannot be shown here, and nothing can be changed. To go on, run the newer release.";

/** A card of an investigation; of one that is only shown it says so and offers nothing. */
export function asShown({ readOnly }: Investigation, card: Card): Card {
  if (!readOnly) return card;
  const rest = card.blocks.filter(({ type }) => type !== "actions");
  return { ...card, blocks: [{ type: "text", text: READ_ONLY }, ...rest] };
}
