import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { slack } from "../../adapters/slack/connect.ts";
import { teams } from "../../adapters/teams/connect.ts";
import { web } from "../../adapters/web/connect.ts";
import { inhibitedBy } from "../../src/jobs/inhibit.ts";
import { mutedBy } from "../../src/routing/route.ts";
import { createRouter, type Router } from "../../src/routing/router.ts";
import { parseRouting } from "../../src/routing/routing.ts";
import { root } from "../imports.ts";
import { labels } from "./forms.ts";

const GUIDE = readFileSync(`${root}docs/routes.md`, "utf8");

/** An example of the guide, by the name in the comment before it. */
function example(name: string): Router {
  const [, text = ""] = new RegExp(`<!-- example: ${name} -->\\s+\`\`\`yaml\\n(.*?)\`\`\``, "s").exec(GUIDE) ?? [];
  const forms = [web, slack, teams].flatMap(({ channels = [] }) => channels);
  const parsed = parseRouting(text, { forms, readSecret: () => "k".repeat(32) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return createRouter(parsed.routing, ({ channel }) => channel, []);
}

const decide = (router: Router, given: Readonly<Record<string, string>>) => router.decide(labels(given));

test.each([
  [{ "tag.team": "payments" }, ["C0000000002"]],
  [{ "tag.team": "checkout" }, ["19:0123456789abcdef@thread.tacv2"]],
  [{ "tag.team": "search" }, ["C0000000001"]],
  [{}, ["C0000000001"]],
])("a channel for each team: %j goes to %j", (given, places) => {
  expect(decide(example("teams"), given as Record<string, string>).places).toEqual(places);
});

test("production pages, and the rest does not", () => {
  const router = example("production");
  expect(decide(router, { account: "111122223333" })).toMatchObject({
    places: ["C0000000002"],
    routed: { severity: "SEV1", class: "alert", targets: 1, repeatMs: 1_800_000 },
  });
  const low = { source: "aws.guardduty", account: "777788889999" };
  expect(decide(router, { ...low, severity: "MEDIUM" })).toMatchObject({ places: [], dropped: true });
  expect(decide(router, { ...low, severity: "HIGH" })).toMatchObject({ places: ["C0000000001"], dropped: false });
  const test_ = decide(router, { account: "444455556666" });
  expect(test_).toMatchObject({
    places: ["C0000000001"],
    routed: { severity: "SEV4", class: "notification", targets: 0 },
  });
  // In Berlin: Monday 09:00, 19:00 and 07:00, and Sunday noon.
  const at = ["2026-11-30T08:00:00Z", "2026-11-30T18:00:00Z", "2026-11-30T06:00:00Z", "2026-11-29T11:00:00Z"];
  expect(at.map((time) => test_.routes.map((route) => mutedBy(route, new Date(time))))).toEqual([
    [undefined],
    ["muted by nights-and-weekends"],
    ["muted by nights-and-weekends"],
    ["muted by nights-and-weekends"],
  ]);
});

test("one message for one trouble", async () => {
  const router = example("grouped");
  const here = { account: "111122223333", region: "eu-west-1" };
  const down = labels({ ...here, alarm: "shop-down" });
  const part = (given: Record<string, string>) => {
    const of = labels({ ...here, alarm: "shop-cart", ...given });
    return { labels: of, decision: router.decide(of), groupKey: "part" };
  };
  expect(router.decide(down)).toMatchObject({ routed: { severity: "SEV1", targets: 1 }, routes: [{ groupWaitMs: 0 }] });
  expect(part({}).decision.routes).toMatchObject([{ groupBy: ["account", "region"], groupWaitMs: 30_000 }]);
  const firing = { name: "shop-down", groupKey: "down", labels: new Map([...down, ["severity", "SEV1"]]) };
  const rules = router.routing.inhibitRules;
  expect(await inhibitedBy(async () => [firing], rules, part({}))).toBe("shop-down");
  expect(await inhibitedBy(async () => [firing], rules, part({ region: "us-east-1" }))).toBeUndefined();
});
