import { writeFileSync } from "node:fs";
import process from "node:process";
import { toManifest } from "../../adapters/slack/manifest.ts";
import { verbs } from "../../src/command/verbs.ts";

/** Writes the manifest beside this file; given the bot's public address, prints the manifest for HTTP instead. */
const [address] = process.argv.slice(2);
const text = (manifest: Record<string, unknown>): string => `${JSON.stringify(manifest, undefined, 2)}\n`;
if (address === undefined) {
  writeFileSync(new URL("manifest.json", import.meta.url), text(toManifest(verbs)));
} else if (!/^https:\/\/[\w.:-]+\/?$/.test(address)) {
  process.stderr.write(`${address} is not an address such as https://gumshoe.example.com\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(text(toManifest(verbs, address)));
}
