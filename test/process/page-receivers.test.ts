import { expect, test } from "vitest";
import { parseOnCall } from "../../src/on-call/parse-on-call.ts";
import { wrongReceivers } from "../../src/process/page-receivers.ts";
import { routing } from "../routing/forms.ts";

const parsed = parseOnCall(`
escalation:
  - { after: 5m, page: [here, "receiver:pager"] }
  - { after: 10m, page: ["receiver:pagr"] }
  - after: 15m
    page: ["receiver:nobody"]
`);
const onCall = parsed.ok ? parsed.value : undefined;
const routes = {
  name: "routes.yaml",
  routing: routing(`
route: { receiver: nobody }
receivers:
  - { name: nobody }
  - { name: pager, sns_configs: [{ topic_arn: "arn:aws:sns:eu-west-1:111122223333:pager" }] }
`),
};

test("receivers that the file of routes lacks, or that send nowhere, are told with their line, all at once", () => {
  expect(wrongReceivers(onCall, routes)).toEqual([
    expect.stringMatching(/^ON_CALL line 4: page: there is no receiver pagr\. .*pager/),
    "ON_CALL line 6: page: the receiver nobody sends nowhere: it pages nobody",
  ]);
});

test("without a file of routes there are no receivers", () => {
  expect(wrongReceivers(onCall, undefined)).toHaveLength(3);
  expect(wrongReceivers(onCall, undefined)[0]).toBe(
    "ON_CALL line 3: page: receiver:pager is a receiver of the file of routes: set ROUTES",
  );
});
