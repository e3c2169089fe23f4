import { z } from "zod";
import { parseJson } from "../../src/json.ts";

const grant = z.strictObject({
  /** As the record names the person. */
  name: z.string().min(1).max(80),
  token: z.string().min(32, "needs at least 32 characters").max(200),
  /** `act` may also accept, discard, note and start investigations. */
  may: z.enum(["read", "act"]).default("read"),
});
/** Whom a token speaks for, and what it may do. */
export type Grant = z.infer<typeof grant>;

const tokens = z.string().transform((text, context): Readonly<Record<string, Grant>> => {
  const parsed = z.record(z.string(), grant).safeParse(parseJson(text));
  const wrong = Object.keys(parsed.data ?? {}).find((person) => !/^\w+:\S{1,200}$/.test(person));
  if (wrong !== undefined) context.addIssue(`is no person's id such as slack:U0123: ${wrong}`);
  for (const { path, message } of parsed.error?.issues ?? []) {
    context.addIssue(`is not JSON of people and their tokens: ${[...path, message].join(" ")}`);
  }
  const given = Object.values(parsed.data ?? {}).map(({ token }) => token);
  if (new Set(given).size < given.length) context.addIssue("gives the same token to two people");
  return parsed.data ?? {};
});

/** The settings of the MCP server; without tokens there is none. */
export const mcpSettings = z.object({
  /** `{"slack:U0123": {"name": "Ana", "token": "…", "may": "act"}}`: who may call the MCP server, by the ids of the chat. */
  MCP_TOKENS: tokens.optional(),
});
