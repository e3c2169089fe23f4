import fc from "fast-check";
import { expect, test } from "vitest";
import { createMessageLinks } from "../../../adapters/slack/listen/message-links.ts";

const shown = new Map([["slack:T1:C1:1700000000.000100", 1042]]);
const read = createMessageLinks(
  { shownIn: async (thread) => shown.get(thread) },
  { team: "T1", url: "https://acme.slack.com/" },
);
const ROOT = "https://acme.slack.com/archives/C1/p1700000000000100";
const REPLY = "https://acme.slack.com/archives/C1/p1700000099000200?thread_ts=1700000000.000100&amp;cid=C1";

test.each([
  ["alone", ` <${ROOT}>`, "G-1042 status"],
  ["with a label", `<${ROOT}|the thread> why h1`, "G-1042 why h1"],
  ["as it was typed", `${ROOT} changes last 2h`, "G-1042 changes last 2h"],
  ["to a reply", `<${REPLY}>`, "G-1042 status"],
  ["behind a verb", `status <${REPLY}>`, "G-1042 status"],
  ["to look into again", `Investigate <${ROOT}>`, "G-1042 Investigate"],
])("a link to a message, %s, names the investigation of its thread", async (_name, text, meant) => {
  expect(await read(text)).toBe(meant);
});

test.each([
  ["in a note", `note: see <${ROOT}>`],
  ["in a note that begins with a number", `G-1001 note <${ROOT}>`],
  ["in a resolution", `close as <${ROOT}>`],
  ["of another workspace", "<https://other.slack.com/archives/C1/p1700000000000100> status"],
  ["of another site that looks alike", "https://acme.slack.com.evil.example/archives/C1/p1700000000000100"],
  ["to a message in no investigation's thread", "https://acme.slack.com/archives/C1/p1700000000000999"],
  ["with a thread that is none", "https://acme.slack.com/archives/C1/p1700000000000999?thread_ts=x:y"],
])("a link %s stays a link", async (_name, text) => {
  expect(await read(text)).toBe(text);
});

test("while the store does not answer, a link stays a link", async () => {
  const shownIn = () => Promise.reject(new Error("the store is away"));
  const reading = createMessageLinks({ shownIn }, { team: "T1", url: "https://acme.slack.com/" });
  expect(await reading(`<${ROOT}> why h1`)).toBe(`<${ROOT}> why h1`);
});

test("no text is read with a failure, and none without a link is changed", async () => {
  const text = fc.string({
    unit: fc.constantFrom(..."<>|?&=/:.p0C1 a", "https://acme.slack.com/archives/"),
    maxLength: 80,
  });
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      expect(await read(given)).toBe(given);
    }),
  );
});
