import { describe, expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import { read, say, shop } from "./say.ts";

const HYPOTHESES = "WHICH ONE: Which hypothesis? h1 checkout, h2 orders-db";
const COMPONENTS = ["checkout", "orders-db", "orders-queue", "cart"];
const metricsUsage = "Type: metrics <namespace> <metric> [Dim=value…] [stat] [period] [time]";
const no = (verb: string, meant?: string): string =>
  `NOT DONE: Not understood: ${verb}.${meant === undefined ? " What works here:" : ` Did you mean: ${meant}`}`;
const HERE = ["G-1042 status", "G-1042 hyp", "G-1042 changes"];

const NOT_COMPARED =
  "NOT DONE: Only plain metrics are compared with an earlier time. Type: metrics AWS/Lambda Errors FunctionName=checkout compare yesterday";
const leftOver = (rest: string): string =>
  `NOT DONE: Not understood after checkout: ${rest}. Times: last 30m, since 02:40, yesterday.`;

describe("what is wrong is said with what to type instead", () => {
  test.each([
    ["acept h2", no("acept", "G-1042 accept h2"), ["G-1042 accept h2", "help"]],
    ["acecpt h2", no("acecpt", "G-1042 accept h2"), ["G-1042 accept h2", "help"]],
    ["dicsard h2 flat", no("dicsard", "G-1042 discard h2 flat"), ["G-1042 discard h2 flat", "help"]],
    ["restroe h2", no("restroe", "G-1042 restore h2"), ["G-1042 restore h2", "help"]],
    ["clos", no("clos", "G-1042 close"), ["G-1042 close", "help"]],
    ["clsoe rolled back", no("clsoe", "G-1042 close rolled back"), ["G-1042 close rolled back", "help"]],
    ["reopn", no("reopn", "G-1042 reopen"), ["G-1042 reopen", "help"]],
    ["ackk", no("ackk", "G-1042 ack"), ["G-1042 ack", "help"]],
    ["unacknowlege", no("unacknowlege", "G-1042 unack"), ["G-1042 unack", "help"]],
    ["noet rolled back", no("noet", "G-1042 note rolled back"), ["G-1042 note rolled back", "help"]],
    ["wyh h2", no("wyh", "G-1042 why h2"), ["G-1042 why h2", "help"]],
    ["investigte cart is slow", no("investigte", "investigate cart is slow"), ["investigate cart is slow", "help"]],
    ["G-7 acept h2", no("acept", "G-7 accept h2"), ["G-7 accept h2", "help"]],
    ["logs", "NOT DONE: Which log group? Type: logs <group> <query or pattern> [time]", ["logs"]],
    ["frobnicate 2h", no("frobnicate 2h"), HERE],
    ["frobnicate 2h?!", no("frobnicate 2h"), HERE],
    [
      "re h2",
      "HYPOTHESIS: h2 is orders-db. Accept it, discard it, or see why.",
      ["G-1042 accept h2", "G-1042 discard h2", "G-1042 why h2"],
    ],
    ["constructor", no("constructor"), HERE],
    ["__proto__", no("__proto__"), HERE],
    ["toString", no("toString"), HERE],
    ["hasOwnProperty x", no("hasOwnProperty x"), HERE],
    [
      "the db is down",
      "OFFER: To look for the cause, press Investigate.",
      ["investigate the db is down", "G-1042 note the db is down"],
    ],
    ["accept", HYPOTHESES, ["G-1042 accept h1", "G-1042 accept h2"]],
    ["acc", HYPOTHESES, ["G-1042 accept h1", "G-1042 accept h2"]],
    ["discard", HYPOTHESES, ["G-1042 discard h1", "G-1042 discard h2"]],
    ["G-7 accept", "NOT DONE: Which hypothesis? Type: accept <hypothesis>", ["G-7 status", "help accept"]],
    [
      "accept cart",
      "NOT DONE: There is no hypothesis cart. Type: accept <hypothesis>",
      ["G-1042 accept h1", "G-1042 accept h2", "help accept"],
    ],
    ["accept orders", "WHICH ONE: Only orders-db begins so.", ["G-1042 accept h2"]],
    [
      'accept "orders"',
      'NOT DONE: There is no hypothesis "orders". Type: accept <hypothesis>',
      ["G-1042 accept h1", "G-1042 accept h2", "help accept"],
    ],
    [
      "restore h2 from backup",
      "NOT DONE: Not understood after h2: from backup. Type: restore <hypothesis>",
      ["G-1042 restore h1", "G-1042 restore h2", "help restore"],
    ],
    ["note", "NOT DONE: A note needs its text. Type: note <text>", ["note"]],
    ["note :", "NOT DONE: A note needs its text. Type: note <text>", ["note"]],
    ["metrics", `NOT DONE: Which metric? ${metricsUsage}`, ["metrics"]],
    ["metrics AWS/Lambda", `NOT DONE: Which metric of AWS/Lambda? ${metricsUsage}`, ["metrics edit AWS/Lambda"]],
    [
      "metrics AWS/Lambda Errors foo",
      `NOT DONE: Not understood: foo. ${metricsUsage}`,
      ["metrics edit AWS/Lambda Errors foo"],
    ],
    [
      "metrics AWS/Lambda Errors p101",
      `NOT DONE: Not understood: p101. ${metricsUsage}`,
      ["metrics edit AWS/Lambda Errors p101"],
    ],
    [
      "metrics AWS/Lambda Errors 90s",
      "NOT DONE: A period is a multiple of 60 s, not 90 s. Type: every 1m",
      ["G-1042 status", "help metrics"],
    ],
    [
      "errors",
      "WHICH ONE: Which component? Type: errors of <component>",
      COMPONENTS.map((c) => `G-1042 metrics errors "${c}"`),
    ],
    [
      "metrics cpu",
      "WHICH ONE: Which component? Type: cpu of <component>",
      COMPONENTS.map((c) => `G-1042 metrics cpu "${c}"`),
    ],
    ["p99 of chekout", "NOT DONE: There is no component chekout. Closest:", ['G-1042 metrics p99 "checkout"']],
    [
      "errors of orders last 30m",
      "WHICH ONE: 2 components match orders: orders-db, orders-queue",
      ['G-1042 metrics errors "orders-db" last 30m', 'G-1042 metrics errors "orders-queue" last 30m'],
    ],
    [
      "errors of mail",
      `NOT DONE: There is no component mail. Known: ${COMPONENTS.join(", ")}`,
      ['G-1042 metrics errors "checkout"', 'G-1042 metrics errors "orders-db"'],
    ],
    [
      'errors of "check"',
      `NOT DONE: There is no component check. Known: ${COMPONENTS.join(", ")}`,
      ['G-1042 metrics errors "checkout"', 'G-1042 metrics errors "orders-db"'],
    ],
    [
      "p99 orders-db compare yesterday",
      NOT_COMPARED,
      ['G-1042 metrics errors "orders-db"', 'G-1042 metrics latency "orders-db"', "G-1042 status"],
    ],
    ["metrics p99 orders-db compare yesterday", NOT_COMPARED, ["G-1042 status", "help metrics"]],
    ["errors checkout last -5m", leftOver("last -5m"), ["G-1042 status", "G-1042 hyp", "help"]],
    ["errors of checkout since tomorrow", leftOver("since tomorrow"), ["G-1042 status", "G-1042 hyp", "help"]],
    ["metrics errors checkout in a while", leftOver("in a while"), ["G-1042 status", "help metrics"]],
    [
      "changes foo bar",
      "NOT DONE: Not understood: bar. Type: changes [resource] [time]",
      ["G-1042 changes", "help changes"],
    ],
    [
      "changes since today 23:00",
      "NOT DONE: since today 23:00 is in the future; it is 04:10 CET.",
      ["G-1042 changes", "help changes"],
    ],
    [
      "changes last 500 days",
      "NOT DONE: last 500 days is too far back: CloudWatch keeps metrics for 455 days.",
      ["G-1042 changes", "help changes"],
    ],
    ["changes since 25:00", "NOT DONE: There is no time 25:00.", ["G-1042 changes", "help changes"]],
    [
      "errors of checkout between 3:00 and 2:00",
      "NOT DONE: between 3:00 and 2:00 ends before it begins.",
      ["G-1042 status", "G-1042 hyp", "help"],
    ],
    [
      "investigate since today 23:00",
      "NOT DONE: since today 23:00 is in the future; it is 04:10 CET.",
      ["G-1042 status", "help investigate"],
    ],
    ['investigate ""', "NOT DONE: Investigate what? Type: investigate <alarm or text> [since …]", ["investigate"]],
    [
      "investigate orders-db",
      "WHICH ONE: 2 match orders-db: G-1043 orders-db-cpu, G-1044 orders-db-connections",
      ["G-1043 investigate", "G-1044 investigate"],
    ],
    [
      "status orders",
      "WHICH ONE: 2 match orders: G-1043 orders-db-cpu, G-1044 orders-db-connections",
      ["G-1043 status", "G-1044 status"],
    ],
    ["ack mail", "NOT DONE: No open investigation is called mail. To list them: status", ["G-1042 status", "help ack"]],
    [
      'ack "checkout"',
      'NOT DONE: No open investigation is called "checkout". To list them: status',
      ["G-1042 status", "help ack"],
    ],
  ])("%j", (text, sentence, commands) => {
    expect(read(say(text))).toEqual({ sentence, commands });
  });

  test("more than five matches are only counted", () => {
    const open = Array.from({ length: 6 }, (_, index) => ({ number: index + 1, title: `orders-${index}` }));
    const around = { ...shop, open };
    expect(read(say("ack orders", "addressed", around)).sentence).toBe(
      "NOT DONE: 6 open investigations match orders: say more.",
    );
    const components = open.map(({ title }) => title);
    expect(read(say("cpu of orders", "addressed", { ...shop, components })).sentence).toBe(
      "NOT DONE: 6 components match orders: say more.",
    );
  });

  test("every answer is short, and its buttons hold at most 12 characters", () => {
    for (const text of ["acept h2", "errors", "accept", "investigate orders-db", "the db is down", "G-1042", "h2"]) {
      const understood = say(text);
      if (understood.type !== "reply") throw new Error(`${text} is no reply`);
      const { card } = understood;
      expect(card.push.length).toBeLessThanOrEqual(80);
      const actions = card.blocks.flatMap((block) => (block.type === "actions" ? block.actions : []));
      expect(actions.length).toBeLessThanOrEqual(5);
      for (const { label } of actions) expect(label.length).toBeLessThanOrEqual(12);
      for (const block of card.blocks) if (block.type === "text") expect(plain(block.text)).not.toMatch(/!|please/i);
    }
  });
});
