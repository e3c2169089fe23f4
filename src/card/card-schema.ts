import { z } from "zod";
import type { Card } from "./card.ts";

const text = z.union([
  z.string(),
  z.array(
    z.union([
      z.string(),
      z.object({ time: z.string() }),
      z.object({ url: z.string(), text: z.string() }),
      z.object({ calls: z.string(), ids: z.array(z.string()) }),
    ]),
  ),
]);

const action = z.object({
  label: z.string(),
  command: z.string(),
  style: z.enum(["primary", "danger"]).exactOptional(),
  confirm: z.string().exactOptional(),
  overflow: z.boolean().exactOptional(),
});

const block = z.discriminatedUnion("type", [
  z.object({ type: z.literal("heading"), text: z.string() }),
  z.object({ type: z.literal("text"), text }),
  z.object({ type: z.literal("context"), text }),
  z.object({ type: z.literal("facts"), facts: z.array(z.tuple([z.string(), text])) }),
  z.object({ type: z.literal("quote"), text: z.string() }),
  z.object({ type: z.literal("command"), text: z.string(), undo: z.string().exactOptional() }),
  z.object({ type: z.literal("points"), points: z.array(z.object({ sign: z.enum(["+", "-", "?"]), text })) }),
  z.object({
    type: z.literal("table"),
    columns: z.array(z.object({ name: z.string(), numeric: z.boolean().exactOptional() })),
    rows: z.array(z.array(z.string())),
  }),
  z.object({ type: z.literal("image"), archive: z.string(), alt: z.string() }),
  z.object({ type: z.literal("file"), archive: z.string(), name: z.string(), rows: z.number().exactOptional() }),
  z.object({ type: z.literal("progress"), done: z.number(), planned: z.number(), text }),
  z.object({ type: z.literal("links"), links: z.array(z.object({ url: z.string(), text: z.string() })) }),
  z.object({ type: z.literal("actions"), actions: z.array(action) }),
]);

/** The schema of a stored card. */
export const cardSchema: z.ZodType<Card> = z.object({
  title: z.string(),
  tone: z.enum(["alarm", "acknowledged", "inconclusive", "ok", "neutral"]),
  investigation: z.string().exactOptional(),
  worded: z.array(z.object({ id: z.string(), text: z.string() })).exactOptional(),
  blocks: z.array(block),
  push: z.string(),
});
