import { plain } from "../../src/card/card.ts";
import { type Surroundings, type Understood, understand } from "../../src/command/grammar/understand.ts";

/** 04:10 on a Monday in Berlin, winter time. */
export const NOW = new Date("2026-11-23T03:10:00Z");

export const shop: Surroundings = {
  thread: {
    number: 1042,
    title: "checkout-5xx",
    hypotheses: [
      { id: "h1", name: "checkout" },
      { id: "h2", name: "orders-db" },
    ],
  },
  open: [
    { number: 1042, title: "checkout-5xx" },
    { number: 1043, title: "orders-db-cpu" },
    { number: 1044, title: "orders-db-connections" },
  ],
  components: ["checkout", "orders-db", "orders-queue", "cart"],
  now: NOW,
};

/** What somebody in Berlin meant. */
export function say(
  text: string,
  manner: "addressed" | "overheard" = "addressed",
  around: Surroundings = shop,
  zone = "Europe/Berlin",
): Understood {
  const actor = { id: "web:ana", name: "Ana" };
  return understand(
    { id: "d1", place: "web:shop:1", channel: "web:shop", actor, text, manner, zone, at: NOW.toISOString() },
    around,
  );
}

/** A reply as one line, and what its buttons would say. */
export function read(understood: Understood): { sentence: string; commands: readonly string[] } {
  if (understood.type !== "reply") return { sentence: JSON.stringify(understood), commands: [] };
  const { title, blocks } = understood.card;
  const texts = blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : []));
  const commands = blocks.flatMap((block) =>
    block.type === "actions" ? block.actions.map(({ command }) => command) : [],
  );
  return { sentence: `${title}: ${texts.join(" ")}`, commands };
}
