import type { Verb } from "../../src/command/verb.ts";
import { cell, withMadePart } from "./made-part.ts";

/** The README with a new table of verbs between its two markers; throws if they are missing. */
export function withVerbs(readme: string, verbs: Readonly<Record<string, Verb>>): string {
  return withMadePart(readme, "verbs", tableOf(verbs));
}

function tableOf(verbs: Readonly<Record<string, Verb>>): string {
  const rows = Object.values(verbs).map(({ usage, help }) => `| \`${cell(usage)}\` | ${cell(help)} |`);
  return ["| type | it does |", "| --- | --- |", ...rows].join("\n");
}
