import { type ParsedRouting, parseRouting, type Routing } from "../../src/routing/routing.ts";
import type { SchemaParts } from "../../src/routing/schema.ts";

/** How receivers name channels in these tests. */
export const parts: SchemaParts = {
  forms: [
    { key: "slack_configs", platform: "slack", channel: { pattern: /^[CGD][A-Z0-9_]+$/, example: "C0123456789" } },
    { key: "page", platform: "web" },
  ],
  readSecret: (file) => (file === "/run/secrets/pagerduty" ? `${"a".repeat(32)}\n` : undefined),
};

export const parse = (text: string): ParsedRouting => parseRouting(text, parts);

/** A file that has to be right. */
export function routing(text: string): Routing {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes, undefined, 2));
  return parsed.routing;
}

export const labels = (given: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(given));
