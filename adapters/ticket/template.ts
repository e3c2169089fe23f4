import { z } from "zod";
import { validLink } from "../../src/notification/runbook.ts";
import type { OpenedTicket, Ticket } from "../../src/record/ticket.ts";

/** What is posted to a tracker, and where its answer names the ticket. `{{title}}` and the like stand in texts. */
export const template = z.strictObject({
  body: z.json(),
  /** "{{answer.key}}": the ticket's own name. */
  name: z.string().max(500).optional(),
  /** "{{origin}}/browse/{{answer.key}}": its page. */
  link: z.string().max(500).optional(),
});
export type Template = z.infer<typeof template>;

/** The templates of Gumshoe's own. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  /** https://docs.github.com/en/rest/issues/issues#create-an-issue */
  github: {
    body: { title: "{{title}}", body: "{{text}}", labels: ["gumshoe"] },
    name: "#{{answer.number}}",
    link: "{{answer.html_url}}",
  },
  /** https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-post */
  jira: {
    body: {
      fields: {
        project: { key: "{{project}}" },
        issuetype: { name: "Task" },
        summary: "{{title}}",
        description: "{{text}}",
        labels: ["gumshoe", "{{name}}"],
      },
    },
    name: "{{answer.key}}",
    link: "{{origin}}/browse/{{answer.key}}",
  },
  /** https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/c_TableAPI.html */
  servicenow: {
    body: {
      short_description: "{{title}}",
      description: "{{text}}",
      correlation_id: "{{key}}",
      impact: "{{urgency}}",
      urgency: "{{urgency}}",
    },
    name: "{{answer.result.number}}",
    link: "{{origin}}/incident.do?sys_id={{answer.result.sys_id}}",
  },
};

const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;
const FIELDS: readonly string[] = [
  ...["key", "name", "title", "text", "severity", "urgency", "alarm", "account", "region", "project"],
];

/** Places of a template that name nothing, as sentences with the remedy. */
export function wrongPlaces({ body, name = "", link = "" }: Template): readonly string[] {
  const inBody = [...JSON.stringify(body).matchAll(PLACE)].flatMap(([place, field = ""]) =>
    FIELDS.includes(field) ? [] : [`${place} is no field of a ticket; there are ${FIELDS.join(", ")}`],
  );
  const behind = [...`${name} ${link}`.matchAll(PLACE)].flatMap(([place, field = ""]) =>
    field === "origin" || /^answer(?:\.\w+)+$/.test(field)
      ? []
      : [`${place} is neither {{origin}} nor a field of the answer, such as {{answer.key}}`],
  );
  return [...inBody, ...behind];
}

/** The body of a ticket, as JSON. */
export function bodyOf({ body }: Template, ticket: Ticket, project: string): string {
  const fields: Readonly<Record<string, string>> = { ...ticket, project };
  return JSON.stringify(filled(body, (field) => fields[field] ?? ""));
}

type Json = z.infer<ReturnType<typeof z.json>>;

function filled(value: Json, read: (field: string) => string): Json {
  if (typeof value === "string") return fill(value, read);
  if (Array.isArray(value)) return value.map((each) => filled(each, read));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, read)]));
}

function fill(text: string, read: (field: string) => string): string {
  return text.replaceAll(PLACE, (_, field: string) => read(field));
}

/** The ticket that an answer names. What the answer lacks is left out, and so is an address that is none. */
export function openedIn({ name, link }: Template, answer: unknown, address: string): OpenedTicket {
  const { origin } = new URL(address);
  const textIn = (text: string | undefined): string | undefined => {
    let missing = text === undefined;
    const filledIn = fill(text ?? "", (field) => {
      const value = field === "origin" ? origin : fieldOf(answer, field.split(".").slice(1));
      missing ||= value === "";
      return value;
    });
    return missing ? undefined : filledIn;
  };
  const [named, page] = [textIn(name), textIn(link)];
  const valid = page === undefined ? undefined : validLink(page);
  return { ...(named !== undefined && { name: named }), ...(valid !== undefined && { link: valid }) };
}

/** The longest value that is taken out of an answer. */
const LONGEST = 500;
const record = z.record(z.string(), z.unknown());

function fieldOf(answer: unknown, [first, ...rest]: readonly string[]): string {
  if (first === undefined) {
    const isValue = typeof answer === "string" || typeof answer === "number";
    return isValue ? String(answer).replaceAll(/\s+/g, " ").trim().slice(0, LONGEST) : "";
  }
  const parsed = record.safeParse(answer);
  return parsed.success && Object.hasOwn(parsed.data, first) ? fieldOf(parsed.data[first], rest) : "";
}
