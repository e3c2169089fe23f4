import fc from "fast-check";
import { expect, test } from "vitest";
import { messageText, worded } from "../../../adapters/slack/post/message-text.ts";

const nameOf = (id: string): string | undefined => ({ U2: "Ben" })[id];
const read = (message: object): string => messageText(worded.parse(message), nameOf);
const rich = (...elements: object[]) => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});

test.each([
  ["text alone", { text: "cart is slow" }, "cart is slow"],
  [
    "mentions, links and signs",
    {
      text: "&lt;b&gt; <@U2> <@U9|zoe> <!here> <!subteam^S1|@oncall> <#C1|alerts> <https://a.example/x|the board> R&amp;D",
    },
    "<b> @Ben @zoe @here @oncall #alerts the board (https://a.example/x) R&D",
  ],
  [
    "a name that became a link, and an address",
    {
      text: "Name=<http://api.example.com|api.example.com> <mailto:ana@example.com|ana@example.com> <https://a.example/x>",
    },
    "Name=api.example.com ana@example.com https://a.example/x",
  ],
  [
    "blocks instead of the text that stands for them",
    {
      text: "[FIRING] fallback",
      blocks: [
        { type: "header", text: { type: "plain_text", text: "FIRING: checkout" } },
        {
          type: "section",
          text: { type: "mrkdwn", text: "*5xx* above 5" },
          fields: [{ type: "mrkdwn", text: "zone\n use1-az4" }],
        },
        {
          type: "context",
          elements: [
            { type: "mrkdwn", text: "since 02:40" },
            { type: "plain_text", text: "prod" },
          ],
        },
        { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Silence" } }] },
      ],
    },
    "FIRING: checkout\n*5xx* above 5\nzone\n use1-az4\nsince 02:40 prod",
  ],
  [
    "rich text with a list, a quote and code",
    {
      text: "x",
      blocks: [
        rich(
          { type: "text", text: "look, " },
          { type: "user", user_id: "U2" },
          { type: "text", text: ": " },
          { type: "link", url: "http://api.example.com", text: "api.example.com" },
        ),
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_list",
              elements: [
                { type: "rich_text_section", elements: [{ type: "text", text: "one" }] },
                { type: "rich_text_section", elements: [{ type: "text", text: "two" }] },
              ],
            },
            { type: "rich_text_preformatted", elements: [{ type: "text", text: "a < b" }] },
          ],
        },
      ],
    },
    "look, @Ben: api.example.com\none\ntwo\na < b",
  ],
  [
    "an attachment with a title, a text and fields",
    {
      text: "",
      attachments: [
        {
          fallback: "no",
          pretext: "Alert",
          title: "checkout-5xx",
          text: "41 per min",
          fields: [{ title: "Region", value: "eu-west-1" }],
          footer: "Grafana",
        },
      ],
    },
    "Alert\ncheckout-5xx\n41 per min\nRegion: eu-west-1\nGrafana",
  ],
  ["a title without a text", { attachments: [{ title: "checkout-5xx", fallback: "x" }] }, "checkout-5xx"],
  [
    "a fallback where there is nothing else",
    { attachments: [{ fallback: "checkout-5xx fires" }] },
    "checkout-5xx fires",
  ],
  [
    "blocks inside an attachment",
    {
      text: "[no preview available]",
      attachments: [
        {
          fallback: "[no preview available]",
          blocks: [{ type: "section", text: { type: "mrkdwn", text: "disk full" } }],
        },
      ],
    },
    "disk full",
  ],
  ["text above an attachment", { text: "look:", attachments: [{ text: "disk full" }] }, "look:\ndisk full"],
  [
    "the preview of a link",
    { text: "see <https://a.example>", attachments: [{ from_url: "https://a.example", title: "A" }] },
    "see https://a.example",
  ],
  [
    "a message that is shared",
    {
      text: "",
      attachments: [{ is_share: true, from_url: "https://s", text: "cart is slow", footer: "Posted in #x" }],
    },
    "cart is slow",
  ],
  [
    "files",
    { text: "the log", files: [{ title: "orders.log", name: "o" }, { name: "heap.hprof" }] },
    "the log\norders.log\nheap.hprof",
  ],
])("of a message with %s, what a person sees is read", (_name, message, seen) => {
  expect(read(message)).toBe(seen);
});

test("whatever a message holds, it is read without failing", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.array(fc.anything(), { maxLength: 4 }),
      fc.array(fc.anything(), { maxLength: 4 }),
      (text, blocks, attachments) => {
        expect(typeof read({ text, blocks, attachments })).toBe("string");
      },
    ),
  );
});
