import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { strToU8, zipSync } from "fflate";
import { NO_APP_ID, toTeamsManifest } from "../../adapters/teams/manifest.ts";
import { verbs } from "../../src/command/verbs.ts";
import { colorIcon, outlineIcon } from "./icons.ts";

/** Writes the manifest and the icons beside this file; given the bot's app id, writes the package that a Teams admin uploads. */
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const here = (name: string): URL => new URL(name, import.meta.url);
const text = (appId: string): string => `${JSON.stringify(toTeamsManifest(verbs, version, appId), undefined, 2)}\n`;
const [appId] = process.argv.slice(2);

if (appId === undefined) {
  writeFileSync(here("manifest.json"), text(NO_APP_ID));
  writeFileSync(here("color.png"), colorIcon());
  writeFileSync(here("outline.png"), outlineIcon());
  process.stdout.write(
    "The manifest is up to date. With the bot's app id this makes the package: npm run package:teams -- <app id>\n",
  );
} else if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId)) {
  process.stderr.write(`${appId} is not an app id: copy it from the bot's registration in Azure.\n`);
  process.exitCode = 1;
} else {
  const files = { "manifest.json": strToU8(text(appId)), "color.png": colorIcon(), "outline.png": outlineIcon() };
  writeFileSync("gumshoe-teams.zip", zipSync(files));
  process.stdout.write("gumshoe-teams.zip is ready to be uploaded in the Teams admin center.\n");
}
