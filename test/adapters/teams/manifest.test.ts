import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { NO_APP_ID, toTeamsManifest } from "../../../adapters/teams/manifest.ts";
import { verbs } from "../../../src/command/verbs.ts";

const root = new URL("../../../", import.meta.url);
const schema = new URL("../shared/schemas/teams-manifest.v1.25.schema.json", root);
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const appId = "11111111-2222-3333-4444-555555555555";

/** Width and height of a PNG. */
const sizeOf = (png: Uint8Array): readonly number[] => {
  const header = Buffer.from(png).subarray(16, 24);
  return [header.readUInt32BE(0), header.readUInt32BE(4)];
};

test("the manifest on file is the one that the code makes", () => {
  const onFile = JSON.parse(readFileSync(new URL("manifests/teams/manifest.json", root), "utf8"));
  expect(onFile, "run: npm run package:teams").toEqual(toTeamsManifest(verbs, version, NO_APP_ID));
});

describe.skipIf(!existsSync(schema))("against Microsoft's schema (skipped where it is not beside the project)", () => {
  test("the manifest is valid", () => {
    const { id: _, $schema: __, ...published } = JSON.parse(readFileSync(schema, "utf8"));
    const valid = new Ajv({ strict: false, validateFormats: false, validateSchema: false }).compile(published);
    valid(toTeamsManifest(verbs, version, appId));
    expect(valid.errors ?? []).toEqual([]);
  });
});

test("the app is offered in every kind of channel, and each consent that it asks for stands in the docs", () => {
  const { supportsChannelFeatures, authorization } = toTeamsManifest(verbs, version, appId);
  expect(supportsChannelFeatures).toBe("tier1");
  const docs = readFileSync(new URL("docs/teams.md", root), "utf8");
  const asked = authorization.permissions.resourceSpecific.map(({ name }) => name);
  expect(asked.filter((name) => !docs.includes(`| \`${name}\` | `))).toEqual([]);
  expect(docs.match(/(?<=\| `)\w+\.Read\.\w+(?=`)/g)).toEqual(asked);
});

test("the package holds the manifest with the app id, and icons of the right size", () => {
  const folder = mkdtempSync(join(tmpdir(), "gumshoe-"));
  const script = fileURLToPath(new URL("manifests/teams/generate.ts", root));
  execFileSync(process.execPath, [script, appId], { cwd: folder });
  const files = unzipSync(new Uint8Array(readFileSync(join(folder, "gumshoe-teams.zip"))));
  expect(Object.keys(files).sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
  expect(JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array()))).toEqual(
    toTeamsManifest(verbs, version, appId),
  );
  expect(sizeOf(files["color.png"] ?? new Uint8Array())).toEqual([192, 192]);
  expect(sizeOf(files["outline.png"] ?? new Uint8Array())).toEqual([32, 32]);
});

test("an app id that is none is refused with what to do", () => {
  const script = fileURLToPath(new URL("manifests/teams/generate.ts", root));
  const run = () => execFileSync(process.execPath, [script, "x"], { stdio: "pipe" });
  expect(run).toThrow(/is not an app id/);
});
