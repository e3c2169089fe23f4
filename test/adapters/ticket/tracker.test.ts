import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ticket as adapter } from "../../../adapters/ticket/connect.ts";
import { TEMPLATES } from "../../../adapters/ticket/template.ts";
import { createTracker, type Tracker } from "../../../adapters/ticket/tracker.ts";
import { NotSeen } from "../../../src/errors.ts";
import { readConfig } from "../../../src/process/config.ts";
import { sign } from "../../../src/process/signature.ts";
import type { Ticket } from "../../../src/record/ticket.ts";

interface Post {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}
type Answer = (response: ServerResponse) => void;

/** A tracker on loopback that answers each request with the next of a list. */
let answers: Answer[];
let posts: Post[];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString("utf8");
  });
  request.on("end", () => {
    posts.push({ headers: request.headers, body });
    (answers.shift() ?? says(500, {}))(response);
  });
});
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(JSON.stringify(body));

let origin: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  answers = [];
  posts = [];
});

const ticket: Ticket = {
  ...{
    key: "gumshoe/G-1042",
    name: "G-1042",
    title: 'checkout "5xx" {{key}}',
    text: "What: 41 per min\nCause: deploy",
  },
  ...{ severity: "SEV2", urgency: "2", alarm: "checkout-5xx", account: "111122223333", region: "eu-west-1" },
};
const SECRET = "a secret of some length";

const waited: number[] = [];
function open(over: Partial<Tracker> = {}) {
  waited.length = 0;
  const tracker = createTracker({
    ...{ url: `${origin}/rest/api/2/issue`, project: "OPS", secret: SECRET, authorization: "Bearer abc" },
    template: TEMPLATES.jira ?? { body: {} },
    now: () => new Date("2026-11-30T03:00:00Z"),
    pause: async (ms) => void waited.push(ms),
    ...over,
  });
  return tracker(ticket, new AbortController().signal);
}

test("what is posted is signed, and the answer's ticket is named with its page", async () => {
  answers = [says(201, { id: "1", key: "OPS-12" })];
  expect(await open()).toEqual({ name: "OPS-12", link: `${origin}/browse/OPS-12` });
  const [{ headers, body }] = posts as [Post];
  expect(headers).toMatchObject({ authorization: "Bearer abc", "idempotency-key": "gumshoe/G-1042" });
  expect(headers["x-gumshoe-timestamp"]).toBe("1796007600");
  expect(headers["x-gumshoe-signature-256"]).toBe(sign(SECRET, "1796007600", body));
  expect(JSON.parse(body)).toMatchObject({
    fields: { project: { key: "OPS" }, summary: 'checkout "5xx" {{key}}', labels: ["gumshoe", "G-1042"] },
  });
});

test.each([
  ["github", { number: 7, html_url: "https://github.com/o/r/issues/7" }, "#7", /issues\/7$/],
  ["servicenow", { result: { number: "INC1", sys_id: "abc" } }, "INC1", /incident\.do\?sys_id=abc$/],
])("%s names its ticket in its own way", async (name, answer, expected, page) => {
  answers = [says(201, answer)];
  const opened = await open({ template: TEMPLATES[name] ?? { body: {} } });
  expect(opened.name).toBe(expected);
  expect(opened.link).toMatch(page);
});

test("a page that is no address is left out, and so is what the answer lacks", async () => {
  answers = [says(201, { number: 7, html_url: "javascript:alert(1)" }), says(200, ["nothing"])];
  expect(await open({ template: TEMPLATES.github ?? { body: {} } })).toEqual({ name: "#7" });
  expect(await open()).toEqual({});
});

test("what the tracker did not take is sent again after the time that it asks for, within bounds", async () => {
  answers = [
    says(429, {}, { "retry-after": "3" }),
    says(503, {}, { "retry-after": "900" }),
    says(201, { key: "OPS-1" }),
  ];
  expect(await open()).toMatchObject({ name: "OPS-1" });
  expect(waited).toEqual([3_000, 10_000]);
  answers = [says(503, {}), says(503, {}), says(503, {}), says(201, { key: "OPS-2" })];
  await expect(open()).rejects.toThrow("the tracker answered 503");
  expect(posts).toHaveLength(6);
});

test.each<[string, Answer, RegExp]>([
  ["a refusal", says(401, { error: SECRET }), /refused it with 401/],
  ["a mistake", says(400, { error: SECRET }), /answered 400/],
  ["a failure", says(500, {}), /answered 500/],
  ["a redirect", says(302, {}, { location: "http://127.0.0.1:1/" }), /did not answer/],
  ["a hang-up", (response) => response.destroy(), /did not answer/],
])("after %s nothing is sent again, because it may have been taken", async (_name, answer, words) => {
  answers = [answer];
  const failure = await open().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NotSeen);
  expect(String(failure)).toMatch(words);
  expect(String(failure)).not.toContain(SECRET);
  expect(posts).toHaveLength(1);
});

const settings = { TICKET_URL: "https://example.atlassian.net/rest/api/2/issue", TICKET_SECRET: SECRET };

test.each([
  [
    "http to elsewhere",
    { ...settings, TICKET_URL: "http://example.com/x", TICKET_TEMPLATE: "jira" },
    /TICKET_URL is no/,
  ],
  ["no template", settings, /TICKET_TEMPLATE is not set/],
  ["neither secret nor authorization", { TICKET_URL: settings.TICKET_URL, TICKET_TEMPLATE: "jira" }, /one is needed/],
  ["no such template", { ...settings, TICKET_TEMPLATE: "trello" }, /neither github, jira, servicenow nor a file/],
  [
    "a header in two lines",
    { ...settings, TICKET_AUTHORIZATION: "a\nb", TICKET_TEMPLATE: "jira" },
    /no value of a header/,
  ],
])("%s is told at the start", (_name, env, words) => {
  expect(() => readConfig(env, [adapter])).toThrow(words);
});

test("a template of one's own is read, and places in it that name nothing are told", () => {
  const folder = mkdtempSync(join(tmpdir(), "ticket-"));
  const file = join(folder, "template.json");
  const read = (template: unknown) => {
    writeFileSync(file, JSON.stringify(template));
    return readConfig({ ...settings, TICKET_TEMPLATE: file }, [adapter]);
  };
  expect(adapter.connect(read({ body: { what: "{{title}}" }, link: "{{answer.url}}" }))).toBeDefined();
  expect(() => read({ body: { what: "{{titel}}" } })).toThrow(/\{\{titel\}\} is no field of a ticket/);
  expect(() => read({ body: {}, link: "{{title}}" })).toThrow(/neither \{\{origin\}\} nor a field of the answer/);
  expect(() => read({ boddy: {} })).toThrow(/boddy/);
  rmSync(folder, { recursive: true });
});
