import { readFileSync, writeFileSync } from "node:fs";
import { verbs } from "../../src/command/verbs.ts";
import { withVerbs } from "./verbs-table.ts";

/** `npm run docs`: writes the table of verbs into the README. */
const readme = new URL("../../README.md", import.meta.url);
writeFileSync(readme, withVerbs(readFileSync(readme, "utf8"), verbs));
