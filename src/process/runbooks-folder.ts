import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import { parseRunbook, type WrittenRunbook } from "../runbooks/parse-runbook.ts";

/** As many as an organisation writes by hand; each is read at the start. */
const MOST_FILES = 1_000;

/** Reads the runbooks of a folder by its name: `<name>.md`, and `<name>/SKILL.md`. Each mistake in one is an issue with its file and line. */
export const runbooksFolder = z.string().transform((folder, context): readonly WrittenRunbook[] => {
  try {
    const read = filesOf(folder).map((file) => ({
      file,
      parsed: parseRunbook(readFileSync(file, "utf8"), new Date()),
    }));
    const known = new Map<string, string>();
    for (const { file, parsed } of read) {
      if (!parsed.ok) {
        for (const { line, text } of parsed.mistakes) context.addIssue(`${file} line ${line}: ${text}`);
        continue;
      }
      const { name } = parsed.runbook;
      const other = known.get(name);
      if (other !== undefined) context.addIssue(`${file} has the name ${name}, which ${other} has, too`);
      known.set(name, file);
    }
    if (read.length === 0) context.addIssue(`has no runbook: put <name>.md or <name>/SKILL.md into ${folder}`);
    return read.flatMap(({ parsed }) => (parsed.ok ? [parsed.runbook] : []));
  } catch (error) {
    context.addIssue(`cannot be read: ${messageOf(error)}`);
    return z.NEVER;
  }
});

function filesOf(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  const files = entries.filter(
    (name) => /^(?:[^/\\]+[/\\])?SKILL\.md$|^[^/\\]+\.md$/.test(name) && !/^README\.md$/i.test(name),
  );
  if (files.length > MOST_FILES) throw new Error(`it has more than ${MOST_FILES} runbooks`);
  return files.map((name) => join(folder, name));
}
