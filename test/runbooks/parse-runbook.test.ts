import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRunbook } from "../../src/runbooks/parse-runbook.ts";

const now = new Date("2026-11-30T03:00:00Z");
const parse = (text: string) => parseRunbook(text, now);

const HEAD = `---
name: checkout-5xx
description: Requests to checkout fail.
when:
  - alarm=~"checkout-.*"
  - service=checkout
---
`;

test("numbered items and tasks are steps, with what is indented below them", () => {
  const parsed = parse(`${HEAD}
# Checkout

Text before the steps is for readers.

1. Look at the **errors**: \`/gumshoe errors of checkout last 1h\`
   and read [the page](https://wiki.example.com/x).
   1. a nested item belongs to it
2. Search the logs

   \`\`\`gumshoe
   logs checkout timeout
   traces checkout
   \`\`\`

3. Roll back:
   \`\`\`sh
   kubectl rollout undo deployment/checkout
     --to-revision=3
   \`\`\`

Text after the steps is none.

- A bullet is no step
- [ ] Tell the team
`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  expect(parsed.runbook.steps).toEqual([
    {
      text: "Look at the errors: errors of checkout last 1h and read the page (https://wiki.example.com/x). 1. a nested item belongs to it",
      questions: ["errors of checkout last 1h"],
      code: [],
    },
    { text: "Search the logs", questions: ["logs checkout timeout", "traces checkout"], code: [] },
    { text: "Roll back:", questions: [], code: ["kubectl rollout undo deployment/checkout\n  --to-revision=3"] },
    { text: "Tell the team", questions: [], code: [] },
  ]);
});

/** A text with a mistake, the line of the mistake, and what it says. */
const MISTAKES: Readonly<Record<string, readonly [text: string, line: number, words: RegExp]>> = {
  "no front matter": ["# Checkout\n1. Look\n", 1, /has no front matter/],
  "front matter without an end": ["---\nname: x\n1. Look\n", 1, /has no front matter/],
  "a name with spaces": [`${HEAD.replace("checkout-5xx\n", "Checkout 5xx\n")}1. Look`, 2, /name: is small letters/],
  "no description": [`${HEAD.replace(/description.*\n/, "")}1. Look`, 2, /description/],
  "an unknown field": [`${HEAD.replace("when:", "whenn: []\nwhen:")}1. Look`, 4, /whenn/],
  "an unknown label": [`${HEAD.replace("service=", "servic=")}1. Look`, 6, /no label servic; closest: service/],
  "a pattern that is none": [`${HEAD.replace(".*", "(")}1. Look`, 5, /no regular expression/],
  "nothing that it fits": [`${HEAD.replace(/when:\n.*\n.*\n/, "when: []\n")}1. Look`, 4, /at least one matcher/],
  "a link with a user": [`${HEAD.replace("when:", "link: https://a:b@x.example\nwhen:")}1. Look`, 4, /link: is not an/],
  "no steps": [`${HEAD}\nNothing to do.`, 8, /has no steps/],
  "a question that is none": [`${HEAD}\n1. Look: \`/gumshoe frobnicate\``, 9, /is not understood: frobnicate/],
  "a decision": [`${HEAD}\n1. Look\n\n   \`\`\`gumshoe\n   accept h1\n   \`\`\``, 12, /changes something/],
  "a subscription": [
    `${HEAD}1. Look: \`/gumshoe subscribe arn:aws:sns:eu-west-1:111122223333:x\``,
    8,
    /changes something/,
  ],
  "a step that is too long": [`${HEAD}1. ${"x".repeat(501)}`, 8, /more than 500/],
  "more than a message holds": [`${HEAD}${"1. Look\n".repeat(30)}`, 8, /too long for one message/],
};

test.each(Object.entries(MISTAKES))("%s is told with its line", (_name, [text, line, words]) => {
  const parsed = parse(text);
  if (parsed.ok) throw new Error("it was taken");
  expect(parsed.mistakes[0]?.text).toMatch(words);
  expect(parsed.mistakes[0]?.line).toBe(line);
});

test("all mistakes are told at once, in the order of their lines", () => {
  const parsed = parse(`${HEAD.replace("service=", "servic=")}\n1. Look: \`/gumshoe close\`\n2. \`/gumshoe ack\``);
  expect(parsed.ok ? [] : parsed.mistakes.map(({ line }) => line)).toEqual([6, 9, 10]);
});

test("whatever the text, it is taken or its mistakes are told", () => {
  const bits = fc.constantFrom(
    HEAD,
    "1. ",
    "- [ ] ",
    "```",
    "gumshoe",
    "\n",
    "   ",
    "`/gumshoe ",
    "`",
    "---\n",
    "x",
    "\r\n",
  );
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
      const parsed = parse(parts.join(""));
      if (parsed.ok) expect(parsed.runbook.steps.every(({ text }) => text !== "")).toBe(true);
      else expect(parsed.mistakes.length).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
});
