import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalise } from "../../../src/command/grammar/normalise.ts";

describe("a text loses what its platform added", () => {
  test.each([
    ["accept&nbsp;h2", "accept h2"],
    ["p99 &gt; 3 &amp;&amp; errors", "p99 > 3 && errors"],
    ["&amp;lt;", "<"],
    ["see <https://example.com/a?b=1|the board>", "see https://example.com/a?b=1"],
    ["<https://example.com>", "https://example.com"],
    ["metrics Name=<http://api.example.com|api.example.com>", "metrics Name=api.example.com"],
    ["note <mailto:ana@example.com|ana@example.com>", "note ana@example.com"],
    ["note <!subteam^S1|@oncall> knows", "note @oncall knows"],
    ["*G-1001* unack", "G-1001 unack"],
    ["`G-1001`: ack", "G-1001: ack"],
    ["*ack*", "ack"],
    ["<@U0LAN0Z89> hi", "@U0LAN0Z89 hi"],
    ["<@U0LAN0Z89|ana maria> hi", "@ana_maria hi"],
    ["in <#C024BE7LR|on-call> now", "in #on-call now"],
    ["<!here> look", "@here look"],
    ["<at>Gumshoe</at> status", "status"],
    ['<at id="0">Ana Maria</at> look', "@Ana_Maria look"],
    ["<p>ack</p>", "ack"],
    ["“quoted” and ‘single’", "\"quoted\" and 'single'"],
    ["02:40–03:10 — now", "02:40-03:10 - now"],
    ["a\u200Bc\u00ADk\uFEFF", "ack"],
    ["ack\r\nnow", "ack\nnow"],
    ["@gumshoe ack", "ack"],
    ["@Gumshoe: ack", "ack"],
    ["gumshoe, ack", "ack"],
    ["/gumshoe ack", "ack"],
    ["gumshoe is right", "gumshoe is right"],
    ["/gumshoe-test ack", "/gumshoe-test ack"],
    ["*accept h2*", "accept h2"],
    ["```\naccept h2\n```", "accept h2"],
    ["__proto__", "__proto__"],
    ["note the <div> tag", "note the <div> tag"],
    ["Namen mit Ümläut, 名前", "Namen mit Ümläut, 名前"],
  ])("%j", (text, plain) => {
    expect(normalise(text)).toBe(plain);
  });
});

const pieces = fc.constantFrom(
  "&amp;",
  "&lt;",
  "&gt;",
  "amp;",
  "<",
  ">",
  "<at>",
  "</at>",
  "<@U1",
  "|",
  "gumshoe",
  "@",
  "/",
  ":",
  "`",
  "*",
  "https://x",
  "\u200B",
  "\u00A0",
  " ",
  "\uD800",
  "a",
);
const marked = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
);

test("normalising twice is normalising once", () => {
  fc.assert(
    fc.property(marked, (text) => normalise(normalise(text)) === normalise(text)),
    { numRuns: 1000 },
  );
});
test("a text never grows", () => {
  fc.assert(
    fc.property(marked, (text) => normalise(text).length <= text.length),
    { numRuns: 300 },
  );
});
