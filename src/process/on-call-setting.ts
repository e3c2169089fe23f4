import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import type { OnCallFile } from "../on-call/on-call-file.ts";
import { parseOnCall } from "../on-call/parse-on-call.ts";

/** Reads an on-call file by its name; each mistake in it is an issue with its line. */
export const onCallSetting = z.string().transform((name, context): OnCallFile => {
  try {
    const parsed = parseOnCall(readFileSync(name, "utf8"));
    if (parsed.ok) return parsed.value;
    for (const { line, text } of parsed.mistakes) context.addIssue(`${name} line ${line}: ${text}`);
  } catch (error) {
    context.addIssue(`cannot be read: ${messageOf(error)}`);
  }
  return z.NEVER;
});
