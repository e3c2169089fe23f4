import fc from "fast-check";
import { expect, test } from "vitest";
import { understand } from "../../../src/command/grammar/understand.ts";

const surroundings = { open: [], components: [], now: new Date("2026-11-30T03:00:00Z") };

/** The query that a search becomes; undefined where it becomes none. */
function queryOf(search: string): string | undefined {
  const said = { id: "d", place: "slack:T1:C1", channel: "slack:T1:C1", actor: { id: "slack:U1", name: "Ana" } };
  const text = `logs /ecs/orders ${search}`;
  const at = surroundings.now.toISOString();
  const understood = understand({ ...said, text, manner: "addressed", zone: "UTC", at }, surroundings);
  const asked =
    understood.type === "command" && understood.command.type === "ask" ? understood.command.question : undefined;
  return asked?.type === "logs" ? asked.text : undefined;
}

/** One filter whose pattern ends nowhere but at its end, and nothing else that Logs Insights would run. */
const FILTER =
  /^fields @timestamp, @message \| filter @message like \/(?:[^/\\\n]|\\[^\n])+\/ \| sort @timestamp desc \| limit 500$/;

const piece = fc.constantFrom(
  "/",
  "\\",
  "\\/",
  "|",
  "\n",
  '"',
  "'",
  "a",
  "B",
  " ",
  "(?i)",
  "| limit 1",
  "source",
  "#",
  "*",
);

test("a search is one filter", () => expect(queryOf("a/b")).toMatch(FILTER));

test("what is searched for never ends its pattern, so that it adds no command to the query", () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const query = queryOf(`x${pieces.join("")}`);
      if (query !== undefined) expect(query).toMatch(FILTER);
    }),
    { numRuns: 100 },
  );
});

test.each([
  "x/ | source logGroups()",
  "x\\/ | fields @ptr",
  '"x/ | unmask(@message)"',
  "x\n| source '/secret'",
  "/x/ | source '/secret'/",
  "/a\\\\/ | limit 10000/",
])("%j is a text to search for", (search) => {
  const query = queryOf(search);
  expect(query === undefined || FILTER.test(query), query).toBe(true);
});

test.each(["fields @message | unmask(@message)", "source logGroups(namePrefix: ['/']) | fields @message"])(
  "%j is not run",
  (search) => {
    expect(queryOf(search)).toBeUndefined();
  },
);
