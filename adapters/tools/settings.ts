import { z } from "zod";
import { parseJson } from "../../src/json.ts";

const name = /^[A-Za-z][\w-]{0,63}$/;

const server = z.strictObject({
  url: z.string().refine((text) => isSafe(text), "is no address with https, such as https://wiki.example.com/mcp"),
  /** Sent as `Authorization: Bearer`. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,4000}$/, "is no token")
    .optional(),
  /** The tools that may be asked; all others of the server are refused. */
  tools: z
    .array(z.string().regex(/^[\w./-]{1,128}$/, "is no name of a tool"))
    .min(1)
    .max(50),
});
/** A server, and those of its tools that may be asked. */
export type ToolServer = z.infer<typeof server>;

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const local = protocol === "http:" && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return (protocol === "https:" || local) && username === "" && password === "";
}

const servers = z.string().transform((text, context): Readonly<Record<string, ToolServer>> => {
  const parsed = z.record(z.string().regex(name, "is no name such as wiki"), server).safeParse(parseJson(text));
  for (const { path, message } of parsed.error?.issues ?? []) {
    context.addIssue(`is not JSON of servers and their tools: ${[...path, message].join(" ")}`);
  }
  return parsed.data ?? {};
});

/** The settings of the MCP client; without servers there is none. */
export const toolSettings = z.object({
  /** `{"wiki": {"url": "https://wiki.example.com/mcp", "token": "…", "tools": ["search"]}}` */
  MCP_SERVERS: servers.optional(),
});
