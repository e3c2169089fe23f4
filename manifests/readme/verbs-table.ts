import type { Verb } from "../../src/command/verb.ts";

const BEGIN = "<!-- verbs: made by npm run docs -->";
const END = "<!-- /verbs -->";

/** The README with its table of verbs made anew, between its two marks; throws where these are missing. */
export function withVerbs(readme: string, verbs: Readonly<Record<string, Verb>>): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The README has no ${BEGIN} before ${END}`);
  return `${readme.slice(0, from)}${BEGIN}\n\n${tableOf(verbs)}\n\n${readme.slice(to)}`;
}

function tableOf(verbs: Readonly<Record<string, Verb>>): string {
  const rows = Object.values(verbs).map(({ usage, help }) => `| \`${cell(usage)}\` | ${cell(help)} |`);
  return ["| type | it does |", "| --- | --- |", ...rows].join("\n");
}

/** A pipe would end the cell, in code as well. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
