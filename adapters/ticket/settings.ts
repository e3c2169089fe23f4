import { readFileSync } from "node:fs";
import { z } from "zod";
import { messageOf } from "../../src/errors.ts";
import { parseJson } from "../../src/json.ts";
import { TEMPLATES, type Template, template, wrongPlaces } from "./template.ts";

const address = z.string().transform((text, context): string => {
  if (URL.canParse(text)) {
    const { protocol, hostname, username, password } = new URL(text);
    const local = protocol === "http:" && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
    if ((protocol === "https:" || local) && username === "" && password === "") return text;
  }
  context.addIssue("is no address with https, such as https://example.atlassian.net/rest/api/2/issue");
  return z.NEVER;
});

const templateSetting = z.string().transform((text, context): Template => {
  const own = Object.hasOwn(TEMPLATES, text) ? TEMPLATES[text] : undefined;
  if (own) return own;
  const read = readTemplate(text);
  if (typeof read !== "string") return read;
  context.addIssue(`is neither ${Object.keys(TEMPLATES).join(", ")} nor a file with a template: ${read}`);
  return z.NEVER;
});

function readTemplate(file: string): Template | string {
  try {
    const parsed = template.safeParse(parseJson(readFileSync(file, "utf8")));
    if (!parsed.success)
      return parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
    const wrong = wrongPlaces(parsed.data);
    return wrong.length === 0 ? parsed.data : wrong.join("; ");
  } catch (error) {
    return messageOf(error);
  }
}

/** The settings of the tracker; without TICKET_URL there is none. */
export const ticketSettings = z.object({
  /** Where tickets are posted. */
  TICKET_URL: address.optional(),
  /** jira, github, servicenow, or a file. */
  TICKET_TEMPLATE: templateSetting.optional(),
  /** Signs what is posted. */
  TICKET_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
  /** The header `Authorization` of the tracker's own API. */
  TICKET_AUTHORIZATION: z
    .string()
    .regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, "is no value of a header, such as Bearer and a token")
    .optional(),
  /** The project that a ticket is opened in: the key of Jira's. */
  TICKET_PROJECT: z.string().max(100).default(""),
});

/** What is missing beside TICKET_URL. */
export function missingOfTickets(isSet: (name: string) => boolean): readonly string[] {
  if (!isSet("TICKET_URL")) return [];
  return [
    ...(isSet("TICKET_TEMPLATE") ? [] : ["TICKET_TEMPLATE is not set: it is needed with TICKET_URL"]),
    ...(isSet("TICKET_SECRET") || isSet("TICKET_AUTHORIZATION")
      ? []
      : ["TICKET_SECRET or TICKET_AUTHORIZATION is not set: one is needed with TICKET_URL"]),
  ];
}
