import { expect, test } from "vitest";
import { incoming } from "../../../adapters/teams/listen/activity.ts";
import type { Utterance } from "../../../adapters/teams/listen/converse.ts";
import { takeMessage } from "../../../adapters/teams/listen/messages.ts";
import { plainText } from "../../../adapters/teams/listen/plain-text.ts";
import { normalise } from "../../../src/command/grammar/normalise.ts";

test.each([
  ["<div>it is &lt;down&gt; &amp; out</div>", "it is <down> & out"],
  ["<p>one</p>\n <p>two<br>three</p>", "one\ntwo\nthree"],
  ["che<b>ck</b>out&nbsp;is &#39;slow&#39; &#x1F525;", "checkout is 'slow' 🔥"],
  ["typed: &amp;lt;b&amp;gt;", "typed: &lt;b&gt;"],
  ['<at id="0">Ben</at> says 5 < 6', "Ben says 5 < 6"],
  ["&unknown; &#0; &#x110000;", "&unknown; &#0; &#x110000;"],
  ["", ""],
])("a message %s reads %s", (html, text) => {
  expect(plainText(html)).toBe(text);
});

const MENTION = "<at>Gumshoe</at>";

test.each([
  [`${MENTION} status`, "status"],
  [`${MENTION}: status`, "status"],
  [`${MENTION}, status`, "status"],
  [` ${MENTION}&nbsp;: status`, "status"],
  [`status ${MENTION}`, "status"],
  [`note: a, b ${MENTION}`, "note: a, b"],
])("%s is understood as %s", async (text, meant) => {
  const said: Utterance[] = [];
  const activity = incoming.parse({
    type: "message",
    text,
    serviceUrl: "http://127.0.0.1/",
    from: { id: "29:ana" },
    recipient: { id: "28:bot" },
    conversation: { id: "19:general@thread.tacv2", conversationType: "channel" },
    entities: [{ type: "mention", mentioned: { id: "28:bot" }, text: MENTION }],
  });
  const converse = async (_: unknown, utterance: Utterance) => {
    said.push(utterance);
    return { type: "ignored" } as const;
  };
  const readerOf = () => Promise.reject(new Error("not asked"));
  await takeMessage(activity, Object.assign(converse, { readerOf }), () => undefined);
  expect(said.map((each) => [normalise(each.text), each.manner])).toEqual([[meant, "addressed"]]);
});
