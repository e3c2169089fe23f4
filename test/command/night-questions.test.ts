import { describe, expect, test } from "vitest";
import { type Card, plain } from "../../src/card/card.ts";
import type { Surroundings } from "../../src/command/grammar/understand.ts";
import { rankedHypotheses } from "../../src/investigation/ranking/ranking.ts";
import { readCard } from "../../src/investigation/view/read.ts";
import { peopleOf } from "../../src/investigation/view/record/deeds.ts";
import { nightQuestions, unnamedQuestions } from "./night-questions.ts";
import { nightRecord } from "./night-record.ts";
import { NOW, read, say } from "./say.ts";

const channel: Surroundings = {
  components: ["checkout", "orders", "cart", "orders-db"],
  open: [
    { number: 1042, title: "checkout-5xx" },
    { number: 1043, title: "search-latency" },
  ],
  now: NOW,
};
const thread: Surroundings = {
  ...channel,
  thread: {
    number: 1042,
    title: "checkout-5xx",
    component: "checkout",
    people: peopleOf(nightRecord),
    hypotheses: rankedHypotheses(nightRecord).map(({ id, cause }) => ({ id, name: cause.component.name })),
  },
};
const rows = nightQuestions.flatMap(([understood, answer, questions]) =>
  questions.map((question) => [question, understood, answer] as const),
);

const textOf = ({ blocks }: Card): string =>
  blocks
    .flatMap((block) => {
      if (block.type === "points") return block.points.map(({ text }) => plain(text));
      return "text" in block ? [plain(block.text)] : [];
    })
    .join(" ");

test("there are enough of them to notice what one of them loses to another", () => {
  expect(new Set(rows.map(([question]) => question)).size).toBeGreaterThanOrEqual(120);
});

describe("what is asked at night is answered from the record", () => {
  test.each(rows)("%j is %j", (question, understood, answer) => {
    const found = say(question, "addressed", thread);
    expect(found).toMatchObject({ type: "read", understood: `${understood} · G-1042` });
    if (found.type !== "read" || (found.read.type !== "record" && found.read.type !== "why")) {
      throw new Error(`${question} is no question to the record`);
    }
    expect(textOf(readCard(found.read, nightRecord))).toMatch(answer);
  });
});

test("every sentence about a cause names evidence that exists", () => {
  const known = new Set([...nightRecord.evidence, ...nightRecord.hypotheses, ...nightRecord.notes].map(({ id }) => id));
  for (const [question] of rows) {
    const found = say(question, "addressed", thread);
    if (found.type !== "read" || found.read.type !== "record" || /\be9\b/.test(question)) continue;
    const text = textOf(readCard(found.read, nightRecord));
    for (const [id] of text.matchAll(/\b[ehn]\d+\b/g)) expect.soft(known, `${question}: ${text}`).toContain(id);
  }
});

test.each(unnamedQuestions)("without an investigation, %j asks which one", (question) => {
  const { sentence, commands } = read(say(question, "addressed", channel));
  expect(sentence).toContain("Which of them?");
  expect(commands).toContain(`G-1042 ${question}`);
});

test("none of them is answered where nobody addressed the bot", () => {
  for (const [question] of rows) expect.soft(say(question, "overheard", thread), question).toEqual({ type: "ignore" });
});

test.each(["can we close it?", "can i accept h1", "could we discard h2?", "can I ack this?"])(
  "%j asks whether, and decides nothing",
  (question) => {
    const { sentence, commands } = read(say(question, "addressed", thread));
    expect(sentence).toMatch(/^OFFER: People decide that/);
    expect(commands[0]).toMatch(/^G-1042 (?:close it|accept h1|discard h2|ack this)$/);
  },
);
