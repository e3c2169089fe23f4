import { describe, expect, test } from "vitest";
import { say, shop } from "./say.ts";

const accept = { type: "accept", hypothesis: "h2" };
const ack = { type: "acknowledge" };
const errors = (component = "checkout") => ({ type: "ask", question: { type: "signal", signal: "errors", component } });
const lambda = (more: object = {}) => ({
  type: "ask",
  question: { type: "metrics", namespace: "AWS/Lambda", metric: "Errors", statistic: "Average", period: 60, ...more },
});

describe("commands in many spellings, said to the bot", () => {
  test.each([
    ["accept h2", accept, "accept h2 · G-1042"],
    ["Accept H2", accept, "accept h2 · G-1042"],
    ["ACCEPT h2.", accept, "accept h2 · G-1042"],
    ["  accept   h2  ", accept, "accept h2 · G-1042"],
    ["accept\u00A0h2", accept, "accept h2 · G-1042"],
    ["accept 2", accept, "accept h2 · G-1042"],
    ["accept #2", accept, "accept h2 · G-1042"],
    ["accept hyp 2", accept, "accept h2 · G-1042"],
    ["accept hypothesis 2", accept, "accept h2 · G-1042"],
    ["accept: h2", accept, "accept h2 · G-1042"],
    ["acc h2", accept, "accept h2 · G-1042"],
    ["accept orders-db", accept, "accept h2 · G-1042"],
    ['accept "orders-db"', accept, "accept h2 · G-1042"],
    ["accept Orders DB", accept, "accept h2 · G-1042"],
    ["`accept h2`", accept, "accept h2 · G-1042"],
    ["**accept h2**", accept, "accept h2 · G-1042"],
    ["@gumshoe accept h2", accept, "accept h2 · G-1042"],
    ["gumshoe: accept h2", accept, "accept h2 · G-1042"],
    ["/gumshoe accept h2", accept, "accept h2 · G-1042"],
    ["<@U0LAN0Z89> accept h2", accept, "accept h2 · G-1042"],
    ["<@U0LAN0Z89|gumshoe> accept h2", accept, "accept h2 · G-1042"],
    ["<at>Gumshoe</at> accept&nbsp;h2\n", accept, "accept h2 · G-1042"],
    ["G-1042 accept h2", accept, "accept h2 · G-1042"],
    ["g-1042: accept h2", accept, "accept h2 · G-1042"],
    ["restore h1", { type: "restore", hypothesis: "h1" }, "restore h1 · G-1042"],
    ["discard h1", { type: "discard", hypothesis: "h1" }, "discard h1 · G-1042"],
    [
      "discard h1 Traffic is flat.",
      { type: "discard", hypothesis: "h1", reason: "Traffic is flat." },
      "discard h1: Traffic is flat. · G-1042",
    ],
    [
      "discard h1 – “no deploy”",
      { type: "discard", hypothesis: "h1", reason: '"no deploy"' },
      'discard h1: "no deploy" · G-1042',
    ],
    [
      "G-7 discard h3 wrong table",
      { type: "discard", hypothesis: "h3", reason: "wrong table" },
      "discard h3: wrong table · G-7",
    ],
    ["ack", ack, "ack · G-1042"],
    ["Ack!", ack, "ack · G-1042"],
    ["acknowledge", ack, "ack · G-1042"],
    ["ack checkout-5xx", ack, "ack · G-1042"],
    ["ack connections", ack, "ack · G-1044"],
    ["please ack", ack, "ack · G-1042"],
    ["ack this alarm", ack, "ack · G-1042"],
    ["accept h2 now", accept, "accept h2 · G-1042"],
    ["accept h2 in G-1042", accept, "accept h2 · G-1042"],
    ["unack", { type: "unacknowledge" }, "unack · G-1042"],
    ["una", { type: "unacknowledge" }, "unack · G-1042"],
    ["reopen", { type: "reopen" }, "reopen · G-1042"],
    ["close", { type: "close" }, "close · G-1042"],
    ["close Rolled back.", { type: "close", resolution: "Rolled back." }, "close: Rolled back. · G-1042"],
    ["resolve rolled back", { type: "close", resolution: "rolled back" }, "close: rolled back · G-1042"],
    [
      "note rolled back at 03:12",
      { type: "note", text: "rolled back at 03:12" },
      "note: rolled back at 03:12 · G-1042",
    ],
    ["note: see h2", { type: "note", text: "see h2" }, "note: see h2 · G-1042"],
    [
      "G-1043 note line one\nline two",
      { type: "note", text: "line one\nline two" },
      "note: line one\nline two · G-1043",
    ],
    ["investigate", { type: "investigate" }, "investigate · G-1042"],
    ["inv", { type: "investigate" }, "investigate · G-1042"],
    ["investigate checkout", { type: "investigate" }, "investigate · G-1042"],
    ["investigate connections", { type: "investigate" }, "investigate · G-1044"],
    ["changes", { type: "ask", question: { type: "changes" } }, "changes, 01:10 to 04:10 CET · G-1042"],
    ["change last 30m", { type: "ask", question: { type: "changes" } }, "changes, 03:40 to 04:10 CET · G-1042"],
    [
      "yesterday 2pm to 3pm changes",
      { type: "ask", question: { type: "changes" } },
      "changes, 22 Nov 14:00 to 15:00 CET · G-1042",
    ],
    ["chagnes since 02:40?", { type: "ask", question: { type: "changes" } }, "changes, 02:40 to 04:10 CET · G-1042"],
    ["errors of checkout between 02:40 and 03:10", errors(), "errors of checkout, 02:40 to 03:10 CET · G-1042"],
    ["since 02:40 errors of checkout", errors(), "errors of checkout, 02:40 to 04:10 CET · G-1042"],
    ["errors checkout", errors(), "errors of checkout, 01:10 to 04:10 CET · G-1042"],
    ["checkout errors", errors(), "errors of checkout, 01:10 to 04:10 CET · G-1042"],
    ["metrics checkout errors", errors(), "errors of checkout, 01:10 to 04:10 CET · G-1042"],
    [
      "metrics orders-db 5xx band",
      { type: "ask", question: { ...errors("orders-db").question, band: true } },
      "errors of orders-db with its band, 01:10 to 04:10 CET · G-1042",
    ],
    ["erors of the checkout", errors(), "errors of checkout, 01:10 to 04:10 CET · G-1042"],
    ["show me the errors of checkout at 02:40", errors(), "errors of checkout, 02:25 to 02:55 CET · G-1042"],
    ["metrics errors check", errors(), "errors of checkout, 01:10 to 04:10 CET · G-1042"],
    ["metrisc 5xx for Orders Queue", errors("orders-queue"), "errors of orders-queue, 01:10 to 04:10 CET · G-1042"],
    ["metrics AWS/Lambda Errors", lambda(), "AWS/Lambda Errors Average 60s, 01:10 to 04:10 CET · G-1042"],
    [
      "metrics AWS/Lambda Errors FunctionName=checkout sum 5m 1h",
      lambda({ dimensions: { FunctionName: "checkout" }, statistic: "Sum", period: 300 }),
      "AWS/Lambda Errors FunctionName=checkout Sum 300s, 03:10 to 04:10 CET · G-1042",
    ],
    [
      'metrics AWS/Lambda Errors FunctionName="my fn" P99 last 20 days',
      lambda({ dimensions: { FunctionName: "my fn" }, statistic: "p99", period: 300 }),
      "AWS/Lambda Errors FunctionName=my fn p99 300s, 3 Nov 04:10 to 23 Nov 04:10 CET · G-1042",
    ],
    [
      "metrics AWS/Lambda Errors every 2m since 2026-08-01",
      lambda({ period: 3600 }),
      "AWS/Lambda Errors Average 3600s, 1 Aug 00:00 CEST to 23 Nov 04:10 CET · G-1042",
    ],
    [
      'metrics CWAgent "% Processor Time" last 2h',
      { type: "ask", question: { namespace: "CWAgent", metric: "% Processor Time" } },
      "CWAgent % Processor Time Average 60s, 02:10 to 04:10 CET · G-1042",
    ],
  ])("%j", (text, command, understood) => {
    expect(say(text)).toMatchObject({ type: "command", command, understood });
  });

  test.each([
    ["help", { type: "help" }],
    ["Help!", { type: "help" }],
    ["? metrics", { type: "help", verb: "metrics" }],
    ["hlep accept", { type: "help", verb: "accept" }],
    ["status", { type: "status" }],
    ["Status?", { type: "status" }],
    ["stat", { type: "status" }],
    ["what's the status?", { type: "status" }],
    ["statsu", { type: "status" }],
    ["hyp", { type: "hypotheses" }],
    ["hypotheses", { type: "hypotheses" }],
    ["why h2", { type: "why", hypothesis: "h2" }],
    ["why h2?", { type: "why", hypothesis: "h2" }],
    ["why orders", { type: "why", hypothesis: "h2" }],
  ])("%j reads", (text, read) => {
    expect(say(text)).toMatchObject({ type: "read", read });
  });

  test("an investigation is named only when it was said", () => {
    expect(say("status")).not.toHaveProperty("investigation");
    expect(say("G-7 status")).toMatchObject({ type: "read", investigation: 7, understood: "status · G-7" });
    expect(say("status connections")).toMatchObject({ investigation: 1044 });
    expect(say("investigate G-1044")).toMatchObject({ type: "command", investigation: 1044 });
  });
});

describe("a new investigation", () => {
  test.each([
    ["investigate checkout is slow", "checkout is slow", undefined],
    ["investigate Checkout is slow since 02:40", "Checkout is slow", 1_795_398_000],
    ['investigate "checkout"', "checkout", undefined],
    ["investigate CART", "cart", undefined],
    ["in the last 30m investigate cart is slow", "cart is slow", 1_795_401_600],
  ])("%j", (text, what, since) => {
    expect(say(text)).toMatchObject({ type: "start", what, ...(since !== undefined && { since }) });
  });
  test("is repeated with its time", () => {
    expect(say("investigate cart is slow since 9am")).toMatchObject({
      understood: "new investigation: cart is slow, since 22 Nov 09:00 CET",
    });
  });
});

describe("a plain reply that is nothing but a complete command", () => {
  test.each([
    "accept h2",
    "Accept h2.",
    "discard h2",
    "discard h2: traffic is flat",
    "restore h2",
    "why h2",
    "why h2?",
    "ack",
    "unack",
    "hyp",
    "status",
    "reopen",
    "investigate",
    "note: rolled back",
    "changes",
    "changes last 30m",
    "metrics AWS/Lambda Errors FunctionName=checkout Sum last 2h",
    "metrics errors of checkout",
    "G-1042 accept h2",
    "G-1042 close",
    "G-1042 close: rolled back",
    "G-1043 ack",
    "gumshoe: accept h2",
  ])("%j acts", (text) => {
    expect(["command", "read"]).toContain(say(text, "overheard").type);
  });
  test("outside of a thread only when the investigation is named", () => {
    const outside = { open: shop.open, components: shop.components, now: shop.now };
    expect(say("ack", "overheard", outside)).toEqual({ type: "ignore" });
    expect(say("G-1042 ack", "overheard", outside)).toMatchObject({ type: "command", investigation: 1042 });
  });
});
