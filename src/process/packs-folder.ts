import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import type { Pack } from "../packs/pack.ts";
import { packSchema } from "../packs/pack-schema.ts";
import { packs } from "../packs/packs.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";

/** Reads the packs of a folder, one a file in YAML or JSON; each mistake is an issue with its file and line. */
export const packsFolder = z.string().transform((folder, context): readonly Pack[] => {
  try {
    const names = readdirSync(folder).filter((name) => /\.(?:ya?ml|json)$/.test(name));
    if (names.length === 0) context.addIssue(`${folder} has no pack: a file that ends in .yaml or .json`);
    const read: Pack[] = [];
    for (const name of names.sort()) {
      const pack = packIn(join(folder, name), [...packs, ...read], (text) => context.addIssue(text));
      if (pack) read.push(pack);
    }
    return read;
  } catch (error) {
    context.addIssue(`cannot be read: ${messageOf(error)}`);
    return z.NEVER;
  }
});

function packIn(file: string, others: readonly Pack[], report: (text: string) => void): Pack | undefined {
  const parsed = parseYaml(readFileSync(file, "utf8"), packSchema);
  if (!parsed.ok) {
    for (const { line, text } of parsed.mistakes) report(`${file} line ${line}: ${text}`);
    return undefined;
  }
  const { value, lineOf } = parsed;
  for (const key of ["service", "kind"] as const) {
    if (others.some((other) => other[key] === value[key])) {
      report(`${file} line ${lineOf([key])}: ${key}: another pack is called ${value[key]}`);
    }
  }
  return value;
}
