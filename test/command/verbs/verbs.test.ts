import { describe, expect, test } from "vitest";
import { helpCard } from "../../../src/command/cards.ts";
import { complete } from "../../../src/command/grammar/complete.ts";
import { verbs } from "../../../src/command/verbs.ts";
import { read, say } from "../say.ts";

const all = Object.entries(verbs);

describe("every verb", () => {
  test.each(all)("%s shows an example that works, said to the bot", (_, { example }) => {
    expect(["command", "carry", "override", "read", "start", "set", "run"]).toContain(say(example).type);
  });
  test.each(all)("%s is explained in one line that fits a phone", (name, { usage, help }) => {
    expect(usage.split(" ")[0]).toBe(name);
    expect(help.length).toBeLessThanOrEqual(40);
    expect(help).toMatch(/^[A-Z][^.!\n]*$/);
  });
  test.each(all)("%s alone is answered, with usage where it needs more", (name, verb) => {
    const understood = say(name);
    if (understood.type !== "reply") return;
    expect(read(understood).sentence).toMatch(/Type: |Which /);
    expect(verb.usage).toMatch(/</);
  });
});

describe("help", () => {
  test("lists every verb", () => {
    const rows = helpCard().blocks.flatMap((block) => (block.type === "table" ? block.rows : []));
    expect(rows.map(([usage]) => usage)).toEqual(all.map(([, { usage }]) => usage));
  });
  test("explains one verb with its example", () => {
    expect(helpCard("discard")).toMatchObject({
      title: "HELP discard <hypothesis> [reason]",
      blocks: [{ text: "Rule a hypothesis out" }, { type: "quote", text: "discard h2 traffic is flat" }, {}],
    });
  });
  test("says which verb there is not", () => {
    for (const word of ["frobnicate", "constructor", "__proto__"]) {
      expect(read({ type: "reply", card: helpCard(word) }).sentence).toBe(`NOT DONE: There is no verb ${word}.`);
    }
  });
});

describe("completion", () => {
  test.each([
    ["", Object.keys(verbs)],
    ["re", ["restore", "reopen", "report", "recommend"]],
    ["ACC", ["accept"]],
    ["G-1042 una", ["G-1042 unack", "G-1042 unassign"]],
    ["help una", ["help unack", "help unassign"]],
    ["metrics c", ["metrics cpu "]],
    ["changes l", ["changes last 30m", "changes last 3h"]],
    ["xyz", []],
  ])("%j", (prefix, texts) => {
    expect(complete(prefix)).toEqual(texts);
  });
});
