import type { Card } from "../../src/card/card.ts";
import { offerCard, replyCard } from "../../src/card/reply.ts";
import { helpCard } from "../../src/command/cards.ts";
import type { Investigation } from "../../src/investigation/state.ts";
import { listCard } from "../../src/investigation/view/listed.ts";
import { readCard } from "../../src/investigation/view/read.ts";
import { view } from "../../src/investigation/view.ts";
import { after, diagnosis, minute, open, turn } from "../investigation/given.ts";

const round = (...causes: string[]) => ({ type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) }) as const;
const found = after(open, round("cart", "orders", "search", "accounts"));
const ask = {
  type: "ask",
  understood: "changes, last 2 h",
  question: { type: "changes", window: { start: 0, end: 7_200 } },
} as const;
const answer = {
  sentence: "40 changes seen up to 03:08 UTC",
  query: "changes",
  columns: [{ name: "UTC" }, { name: "Action" }, { name: "Count", numeric: true }],
  rows: Array.from({ length: 40 }, (_, index) => ["03:02", `Update${index}`, String(index)]),
  more: 0,
  table: "c".repeat(64),
  archive: "d".repeat(64),
  failed: false,
};
const runbook = {
  name: "checkout-5xx",
  description: "Requests to checkout fail.",
  because: ['alarm="checkout-5xx"'],
  link: "https://wiki.example.com/checkout",
  steps: [
    { text: "Look at the errors", questions: ["errors of checkout", "logs checkout timeout"], code: [] },
    { text: "Roll back", questions: [], code: ["kubectl rollout undo deployment/checkout"] },
  ],
};
const withRelief = {
  ...found,
  hypotheses: found.hypotheses.map((hypothesis) => ({
    ...hypothesis,
    weight: {
      ...hypothesis.weight,
      settles: { text: "errors by version", command: "errors of checkout" },
      relief: { text: "back to :141", command: "aws ecs update-service", undo: "aws ecs undo" },
      unchecked: [{ what: "Traces", reason: "needs xray:GetTraceSummaries" }],
    },
  })),
};

/** Investigations in every state that shows something else. */
const states: Readonly<Record<string, Investigation>> = {
  firing: after(open),
  found: withRelief,
  inconclusive: after(open, round()),
  accepted: after(open, round("cart", "orders"), { type: "accept", hypothesis: "h1" }, { type: "acknowledge" }),
  discarded: after(open, round("cart"), { type: "discard", hypothesis: "h1", reason: "known" }),
  noted: after(open, round("cart"), { type: "note", text: "rolled back" }, { type: "note", text: "watching" }),
  asked: after(open, ask),
  answered: after(open, ask, { type: "answer", query: "q1", answer }),
  withRunbook: after({ ...open, runbook }, { type: "tick", step: 1 }),
  recovered: after(open, round("cart"), { type: "alarmChanged", transitions: [turn("OK", 9)] }),
  again: after(open, { type: "alarmChanged", transitions: [turn("OK", 9), turn("ALARM", 30)] }),
  closed: after(open, { type: "close", resolution: "rolled back" }),
  notice: after({
    ...open,
    transitions: [],
    subject: {
      type: "notice",
      notice: {
        title: "Deployed",
        text: "orders 142",
        facts: [["Pipeline", "orders"]],
        nextSteps: ["Watch it"],
        source: "custom",
      },
    },
  }),
  storm: after(
    { ...open, transitions: [], subject: { type: "storm", since: minute(0) } },
    {
      type: "growStorm",
      members: Array.from({ length: 30 }, (_, index) => ({
        groupKey: `g${index}`,
        name: `alarm-${index}`,
        state: "ALARM",
        alarmAt: minute(1),
        facts: ["account 1", "eu-west-1"],
      })),
    },
  ),
};

const statusOfAll = listCard({
  word: "STATUS",
  shown: [withRelief],
  count: 20,
  all: true,
  page: 1,
  command: "status",
  clock: (iso) => iso.slice(11, 16),
  none: "No investigation is open.",
  notes: ["primary: Ben until 09:00, then Cleo"],
});

/** Every card of the product, by what it shows. */
export const cards: readonly (readonly [name: string, card: Card])[] = [
  ...Object.entries(states).flatMap(([name, state]) =>
    view(state).map(({ slot, card }) => [`${name}: ${slot}`, card] as const),
  ),
  ["hypotheses", readCard({ type: "hypotheses" }, withRelief)],
  ["why", readCard({ type: "why", hypothesis: "h1" }, withRelief)],
  ["why of nothing", readCard({ type: "why", hypothesis: "h9" }, withRelief)],
  ["status of one", readCard({ type: "status" }, withRelief)],
  ["status of all", statusOfAll],
  ["help", helpCard()],
  ["help of one", helpCard("metrics")],
  ["refusal", replyCard("NOT DONE", ["It was closed at ", { time: minute(3) }, "."])],
  ["offer", offerCard("WHICH ONE", "Which?", [{ label: "h1 cart", command: "G-1042 accept h1" }])],
];
