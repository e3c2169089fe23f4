import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/events/events.ts";
import { subject } from "../../../src/events/subject.ts";
import { parseNotification } from "../../../src/notification/parse.ts";
import { databases } from "./rows/databases.ts";
import { governance } from "./rows/governance.ts";
import { intelligence } from "./rows/intelligence.ts";
import { networks } from "./rows/networks.ts";
import type { Row } from "./rows/row.ts";
import { texts } from "./rows/texts.ts";
import { vendors } from "./rows/vendors.ts";
import { changedAt, DROP, pathsIn, spoilt } from "./spoilt.ts";

const rows = [...databases, ...networks, ...governance, ...intelligence, ...vendors, ...texts];

const deliver = (message: unknown, more: Row[3] = {}, id = "m1"): ReturnType<typeof parseNotification> =>
  parseNotification(
    JSON.stringify({
      Type: "Notification",
      MessageId: id,
      TopicArn: "arn:aws:sns:eu-west-1:111122223333:alerts",
      Message: typeof message === "string" ? message : JSON.stringify(message),
      Timestamp: "2026-05-01T03:00:01.000Z",
      ...more,
    }),
  );

function noticeIn(found: ReturnType<typeof parseNotification>): Notice | undefined {
  return found.type === "notice" || found.type === "change" ? found.notice : undefined;
}

/** What a person must never see: JSON, markup and what a program writes for nothing. */
const RAW = /\{\s*\\?"|"\s*:\s*["{[\d]|\[object|\bundefined\b|\bNaN\b|<\/?(?:html|body|p|div|br)\b/;

test.each(rows.map(([name, ...row]) => ({ name, row })))("$name is read", ({ row: [message, said, more] }) => {
  const notice = noticeIn(deliver(message, more));
  expect({
    word: notice?.word ?? "",
    mood: notice?.mood,
    title: notice?.title,
    on: notice?.facts.find(([label]) => label === "Resource")?.[1],
  }).toEqual({ word: said.word, mood: said.mood, title: said.title, on: said.on });
  const arn = notice?.resources?.find((each) => each.startsWith("arn:"));
  const page = said.page ?? (arn === undefined ? undefined : encodeURIComponent(arn));
  expect(notice?.link).toEqual(page === undefined ? undefined : expect.stringContaining(page));
  const shown = [notice?.text, ...(notice?.facts ?? []).flat(), ...(notice?.nextSteps ?? [])].join("\n");
  expect(shown).not.toMatch(RAW);
});

test("each notice has a key of its own, and the same delivery always the same", () => {
  const keys = rows.map(([, message, , more], index) => deliver(message, more, `m${index}`).groupKey);
  expect(new Set(keys).size).toBe(rows.length);
  expect(rows.map(([, message, , more], index) => deliver(message, more, `m${index}`).groupKey)).toEqual(keys);
});

describe("spoilt in any field", () => {
  test.each(rows.map(([name, message, , more]) => ({ name, message, more })))(
    "$name is still a card",
    ({ message, more }) => {
      // Of a message of many lines the first fields are enough.
      const paths = pathsIn(message).slice(0, 200);
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.constantFrom(...paths), spoilt), { minLength: 1, maxLength: 3 }),
          (changes) => {
            const spoiled = changes.reduce<unknown>((value, [path, to]) => changedAt(value, path, to), message);
            const found = deliver(spoiled === DROP ? "" : (JSON.stringify(spoiled) ?? ""), more);
            const notice = noticeIn(found);
            if (notice === undefined) return;
            expect(subject.safeParse({ type: "notice", notice }).success).toBe(true);
            expect(notice.title.trim()).not.toBe("");
            expect([...notice.title].length).toBeLessThan(200);
            expect(notice.facts.map(([label]) => label)).toContain("Resource");
            expect(JSON.stringify(notice).length).toBeLessThan(40_000);
            expect(found.groupKey.length).toBeLessThan(1_000);
          },
        ),
        { numRuns: 8 },
      );
    },
  );
});
