import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import type { ChannelForm } from "../routing/receiver.ts";
import { parseRouting, type Routing } from "../routing/routing.ts";

/** The file of routes, read and understood. */
export interface RoutesFile {
  readonly name: string;
  readonly routing: Routing;
}

/** Reads a file of routes by its name; each mistake in it is an issue with its line. */
export function routesFile(forms: readonly ChannelForm[]) {
  return z.string().transform((name, context): RoutesFile => {
    const text = readText(name);
    if (text instanceof Error) {
      context.addIssue(`cannot be read: ${text.message}`);
      return z.NEVER;
    }
    const readSecret = (file: string): string | undefined => {
      const secret = readText(file);
      return typeof secret === "string" ? secret : undefined;
    };
    const parsed = parseRouting(text, { forms, readSecret });
    if (parsed.ok) return { name, routing: parsed.routing };
    for (const { line, text: words } of parsed.mistakes) context.addIssue(`${name} line ${line}: ${words}`);
    return z.NEVER;
  });
}

function readText(name: string): string | Error {
  try {
    return readFileSync(name, "utf8");
  } catch (error) {
    return new Error(messageOf(error));
  }
}
