import { readFileSync, writeFileSync } from "node:fs";
import { verbs } from "../../src/command/verbs.ts";
import { tables } from "../../src/engine/settings.ts";
import { packs } from "../../src/packs/packs.ts";
import { withPacks } from "./packs-table.ts";
import { withTuning } from "./tuning-tables.ts";
import { withVerbs } from "./verbs-table.ts";

/** `npm run docs`: writes the table of verbs into the README, the engine's settings into docs/tuning.md, and the packs into docs/packs.md. */
make("../../README.md", (page) => withVerbs(page, verbs));
make("../../docs/packs.md", (page) => withPacks(page, packs));
make("../../docs/tuning.md", (page) => withTuning(page, tables));

function make(path: string, withTables: (page: string) => string): void {
  const page = new URL(path, import.meta.url);
  writeFileSync(page, withTables(readFileSync(page, "utf8")));
}
