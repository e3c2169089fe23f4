import { type Fault, step } from "./fault.ts";
import { type Plot, type SimulatedIncident, toIncident } from "./incidents.ts";

const heldUp: Fault = {
  kind: "delay",
  mechanism: "on the way",
  sentence: "Packets between checkout and {id} are held up; {id} itself is well.",
  befalls: ["service"],
  pulls: [],
  callPulls: [{ from: "checkout", to: "orders", lever: "delay", amount: 2, shape: step(2) }],
  lastsMinutes: 70,
};

const endsEarly: Fault = {
  kind: "ends early",
  mechanism: "requests end early",
  sentence: "{id} fails half of its requests before it reads a cart or asks for a price, and says nothing about it.",
  befalls: ["service"],
  pulls: [{ lever: "faults", amount: 0.5, shape: step(2) }],
  callPulls: ["carts", "price-quote"].map((to) => ({ from: "cart", to, lever: "weight", amount: 0.5, shape: step(2) })),
  lastsMinutes: 70,
};

/** Incidents that show in the calls between components, and hardly in the components themselves. */
export const callPlots: readonly Plot[] = [
  {
    incident: betweenParts(
      toIncident("checkout-waiting", "Checkout waits", "Most checkouts take seconds longer.", heldUp, "orders"),
      ["checkout", "orders"],
    ),
    fault: heldUp,
    component: "orders",
    alarm: { component: "checkout", watched: "latency" },
  },
  {
    incident: toIncident(
      "carts-ending",
      "Carts fail early",
      "cart answers with errors, and quickly.",
      endsEarly,
      "cart",
    ),
    fault: endsEarly,
    component: "cart",
    alarm: { component: "cart", watched: "errors" },
  },
];

function betweenParts(incident: SimulatedIncident, between: readonly [from: string, to: string]): SimulatedIncident {
  return { ...incident, answer: { ...incident.answer, between } };
}
