import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { slack } from "../../adapters/slack/connect.ts";
import { teams } from "../../adapters/teams/connect.ts";
import { web } from "../../adapters/web/connect.ts";
import { readConfig } from "../../src/process/config.ts";
import { createFileRouter } from "../../src/process/route.ts";
import { labels } from "../routing/forms.ts";

const folder = mkdtempSync(join(tmpdir(), "routes-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const read = (ROUTES: string) => readConfig({ ROUTES, PORT: "3000" }, [web, slack, teams]);

let right: string;
beforeAll(() => {
  right = file(
    "right.yaml",
    `
route: { receiver: all, routes: [{ matchers: [region=eu-west-1], receiver: europe }] }
receivers:
  - name: all
    slack_configs: [{ channel: C0001 }]
    page: true
  - name: europe
    msteams_configs: [{ channel: "19:abc@thread.tacv2" }]
`,
  );
});

const platforms = [
  { name: "web", channelKey: () => "web:general" },
  { name: "slack", channelKey: (id: string) => `slack:T1:${id}` },
  { name: "teams", channelKey: (id: string) => `teams:${encodeURIComponent(id)}` },
];
const otherwise = { place: "slack:T1:C9", also: [], heard: new Set<string>() };

test("channels of all platforms and the page are named as each platform names them", () => {
  const { ROUTES } = read(right);
  if (!ROUTES) throw new Error("not read");
  const router = createFileRouter(ROUTES, platforms, otherwise);
  expect(router.decide(labels({})).places).toEqual(["slack:T1:C0001", "web:general"]);
  expect(router.decide(labels({ region: "eu-west-1" })).places).toEqual(["teams:19%3Aabc%40thread.tacv2"]);
});

test("a channel of a platform that is not connected refuses the start, with its line", () => {
  const { ROUTES } = read(right);
  if (!ROUTES) throw new Error("not read");
  expect(() => createFileRouter(ROUTES, platforms.slice(0, 2), otherwise)).toThrow(
    /Cannot start:\n {2}- ROUTES .*right.yaml line 7: europe sends to teams, which is not connected$/,
  );
});

test("mistakes of the file are reported beside those of other settings", () => {
  const wrong = file("wrong.yaml", "route: { receiver: all }\nreceivers:\n  - name: al\n    slack: yes\n");
  expect(() => readConfig({ ROUTES: wrong, PORT: "x" }, [web, slack, teams])).toThrow(
    /^Cannot start:\n.*PORT is not.*\n {2}- ROUTES .*wrong.yaml line 1: receiver: there is no receiver all.*\n {2}- ROUTES .* line 4: a receiver has no slack/,
  );
  expect(() => read(join(folder, "none.yaml"))).toThrow(/ROUTES cannot be read: .*no such file/);
});

test("a pager alone gets what its route takes, and the channel of the root shows it", () => {
  const { ROUTES } = read(
    file(
      "pager.yaml",
      `
route: { receiver: all, routes: [{ receiver: pager }] }
receivers:
  - { name: all, slack_configs: [{ channel: C0001 }] }
  - { name: pager, pagerduty_configs: [{ routing_key: ${"k".repeat(32)} }] }
`,
    ),
  );
  if (!ROUTES) throw new Error("not read");
  expect(createFileRouter(ROUTES, platforms, otherwise).decide(labels({}))).toMatchObject({
    places: ["slack:T1:C0001"],
    dropped: false,
    routed: { receivers: ["pager"], routes: ["route.1"] },
  });
});
