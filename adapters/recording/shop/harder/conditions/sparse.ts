import { pickFrom } from "../../world/noise.ts";
import type { MakeCondition } from "./condition.ts";

const may = [
  "recommendations",
  "search",
  "accounts",
  "checkout",
  "payments",
  "orders",
  "shipping",
  "price-quote",
  "order-fulfilment",
  "email-sender",
] as const;

/** One to three parts get 1 to 5 requests a minute: minutes without a request have no latency, and percentiles are those of a few requests. */
export const sparse: MakeCondition = (draw) => {
  const many = 1 + Math.floor(draw() * 3);
  const few = Array.from({ length: many }, () => [pickFrom(draw, may), 1 + 4 * draw()] as const);
  return { name: "sparse", sparse: new Map(few) };
};
