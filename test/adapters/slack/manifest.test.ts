import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { EVENTS, METHODS, OPTIONAL_METHODS, PREVIEWS, toManifest } from "../../../adapters/slack/manifest.ts";
import { verbs } from "../../../src/command/verbs.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const schema = "../shared/schemas/slack-manifest.2.0.0.json";
const hasSchema = existsSync(new URL(schema, root));

test("the manifest on file is the one that the code makes", () => {
  expect(read("manifests/slack/manifest.json"), "run: npm run manifest:slack").toEqual(toManifest(verbs));
});

describe.skipIf(!hasSchema)("against Slack's own schema (skipped where it is not beside the project)", () => {
  test.each([
    ["Socket Mode", undefined],
    ["HTTP", "https://gumshoe.example.com"],
  ])("the manifest for %s is valid", (_name, address) => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const valid = ajv.compile(Object(read(schema)));
    valid(toManifest(verbs, address));
    expect(valid.errors ?? []).toEqual([]);
  });
});

test("for HTTP every request goes to the one address", () => {
  const text = JSON.stringify(toManifest(verbs, "https://gumshoe.example.com/"));
  expect(text.match(/https:\/\/gumshoe\.example\.com\/slack\/events/g)).toHaveLength(3);
  expect(text).toContain('"socket_mode_enabled":false');
});

test("links are previewed only where the app has an address, and each scope stands in the docs with its reason", () => {
  const http = JSON.stringify(toManifest(verbs, "https://gumshoe.example.com"));
  expect(http).toContain('"unfurl_domains":["gumshoe.example.com"]');
  expect(http).toMatch(/link_shared.*/);
  expect(JSON.stringify(toManifest(verbs))).not.toMatch(/link_shared|links:|unfurl/);
  const docs = readFileSync(new URL("docs/slack.md", root), "utf8");
  const scopes = [...http.matchAll(/"([a-z_.]+:[a-z]+|commands)"/g)].map(([, scope]) => scope);
  expect(scopes.length).toBeGreaterThan(10);
  for (const scope of scopes) expect(docs).toContain(`\`${scope}\``);
});

test("every verb stands in the command's hint", () => {
  const text = JSON.stringify(toManifest(verbs));
  for (const verb of Object.keys(verbs)) expect(text).toContain(verb);
});

test("what the adapter calls and listens to has its scope, and no scope is there for nothing", () => {
  const folder = new URL("adapters/slack/", root);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && name !== "manifest.ts",
  );
  const code = files.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const strings = [
    ...code.matchAll(
      /"((?:chat|conversations|users|views|files|pins|reactions|bookmarks|auth|usergroups\.users|assistant\.threads)\.\w+)"/g,
    ),
  ];
  const calls = [...code.matchAll(/client\.((?:apps\.connections|chat|views|auth|users|files|conversations)\.\w+)\(/g)];
  const called = new Set([...strings, ...calls].map(([, method]) => method));
  expect([...called].sort()).toEqual(Object.keys({ ...METHODS, ...OPTIONAL_METHODS, ...PREVIEWS.methods }).sort());
  const heard = [...code.matchAll(/app\.event\("(\w+)"/g)].map(([, name]) => name);
  expect(new Set(heard)).toEqual(
    new Set(Object.keys({ ...EVENTS, ...PREVIEWS.events }).map((name) => name.split(".")[0])),
  );
});
