import type { Verb } from "../../src/command/verb.ts";

const BEGIN = "<!-- verbs: made by npm run docs -->";
const END = "<!-- /verbs -->";

/** The README with a new table of verbs between its two markers; throws if they are missing. */
export function withVerbs(readme: string, verbs: Readonly<Record<string, Verb>>): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The README has no ${BEGIN} before ${END}`);
  return `${readme.slice(0, from)}${BEGIN}\n\n${tableOf(verbs)}\n\n${readme.slice(to)}`;
}

function tableOf(verbs: Readonly<Record<string, Verb>>): string {
  const rows = Object.values(verbs).map(({ usage, help }) => `| \`${cell(usage)}\` | ${cell(help)} |`);
  return ["| type | it does |", "| --- | --- |", ...rows].join("\n");
}

/** A pipe would end the cell, even in code. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
