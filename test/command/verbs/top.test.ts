import { expect, test } from "vitest";
import { read, say } from "../say.ts";

test.each([
  [
    "top flows of shop-cluster",
    "network-flow-monitor",
    "talkers",
    { monitor: "shop-cluster", view: "cluster", by: "bytes" },
  ],
  [
    "top retransmissions of shop-cluster last 30m",
    "network-flow-monitor",
    "retransmissions",
    { by: "retransmissions" },
  ],
  ["top timeouts in shop-cluster", "network-flow-monitor", "timeouts", { by: "timeouts" }],
  ["top contributors to top-talkers", "contributor-insights", "contributors", { rule: "top-talkers" }],
])("%s", (text, pack, query, values) => {
  expect(say(text)).toMatchObject({
    type: "command",
    command: { type: "ask", question: { type: "listing", pack, query, values } },
  });
});

test.each(["top sql of orders-db", "top queries of orders-db", "top load of orders-db last 1h"])(
  "%s is about a database",
  (text) => {
    expect(say(text)).toMatchObject({ command: { question: { type: "top", database: "orders-db" } } });
  },
);

test("a name that no value can be is refused, and what is no list is no listing", () => {
  expect(read(say("top flows of a;b")).sentence).toMatch(/^NOT DONE: monitor is the monitor/);
  expect(say("top constructor of x")).not.toMatchObject({ command: { question: { type: "listing" } } });
});
