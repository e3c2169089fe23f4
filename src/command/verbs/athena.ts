import { withoutMiddle } from "../../card/number.ts";
import { readOnlySql } from "../asking/read-only-sql.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { wordsOf } from "../grammar/words.ts";
import type { Said, Verb } from "../verb.ts";

const form = {
  usage: "athena run <name> [parameter=value…] | athena sql <select …>",
  example: "athena run errors-by-user day=2026-11-23",
};

/** Runs a saved query in Athena, or a typed one that only reads. */
export const athena: Verb = {
  ...form,
  help: "Ask Athena",
  more: [
    "A saved query's :names are bound to the values given, never pasted.",
    "Typed SQL has to be one statement that only reads, without comments.",
  ],
  readOnly: true,
  shortest: "athena",
  freeText: true,
  parse: (said) => {
    const [, what = "", rest = ""] = /^\s*:?\s*(\w+)\b(.*)$/s.exec(said.rest) ?? [];
    if (what.toLowerCase() === "run") return runSaved(said, rest);
    if (what.toLowerCase() === "sql") return runTyped(said, rest);
    return usage("Run a saved query, or SQL?", form);
  },
};

function runSaved(said: Said, rest: string): Understood {
  const [name, ...given] = wordsOf(rest);
  if (!name) return usage("Which saved query?", form);
  const values = new Map<string, string>();
  for (const { text } of given) {
    const [, key, value] = /^([A-Za-z_]\w{0,63})=(.{0,1000})$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) return usage(`Not understood: ${text.slice(0, 60)}.`, form);
    values.set(key, value);
  }
  const request = { type: "named", name: name.text, values: Object.fromEntries(values) } as const;
  const told = [...values].map(([key, value]) => `${key}=${value}`).join(" ");
  const understood = withoutMiddle(`athena run ${name.text} ${told}`.trim(), 120);
  return commandOf(said, { type: "ask", question: { type: "athena", request }, understood }, understood);
}

function runTyped(said: Said, rest: string): Understood {
  const checked = readOnlySql(rest);
  if (!checked.ok) return refusal(`Not run: ${checked.reason}.`);
  const understood = `athena sql ${withoutMiddle(checked.sql.replaceAll(/\s+/g, " "), 80)}`;
  const request = { type: "sql", sql: checked.sql } as const;
  return commandOf(said, { type: "ask", question: { type: "athena", request }, understood }, understood);
}
