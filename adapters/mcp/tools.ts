import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { answerOf, type Received } from "../../src/conversation/inbound.ts";
import { queryCard } from "../../src/investigation/view/answers.ts";
import { readCard } from "../../src/investigation/view/read.ts";
import type { AssistantHost } from "../../src/process/assistant.ts";
import type { Caller } from "./caller.ts";
import { cardText, clean, visible } from "./text.ts";

/** A tool, as an assistant calls it. `acts`: it changes the record, so it needs a token that may act. */
export interface AssistantTool {
  readonly name: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly acts: boolean;
  run(host: AssistantHost, caller: Caller, given: unknown): Promise<string>;
}

const number = z.number().int().min(1).max(999_999_999).describe("the investigation: 1042 of G-1042");
const hypothesis = z
  .string()
  .regex(/^h\d{1,4}$/)
  .describe("h1, h2 …");
const words = (most: number) => z.string().trim().min(1).max(most);

/** How long an answer is waited for. */
const WAITED_MS = 60_000;
const LOOK_EVERY_MS = 250;

function tool<Input extends z.ZodObject>(
  given: Omit<AssistantTool, "run" | "input"> & { readonly input: Input },
  run: (host: AssistantHost, caller: Caller, given: z.infer<Input>) => Promise<string>,
): AssistantTool {
  return { ...given, run: (host, caller, raw) => run(host, caller, given.input.parse(raw)) };
}

/** All tools of the server. */
export const TOOLS: readonly AssistantTool[] = [
  tool(
    {
      name: "list_investigations",
      acts: false,
      description: "List the open investigations.",
      input: z.strictObject({}),
    },
    async (host, { reader }) => {
      const open = await host.open(reader);
      const lines = open.map((each) => clean(`G-${each.number} ${each.title}`));
      return lines.length === 0 ? "No investigation is open." : lines.join("\n");
    },
  ),
  tool(
    {
      ...{ name: "read_investigation", acts: false, input: z.strictObject({ number }) },
      description: "Read where an investigation stands: what happens, its causes with their evidence, what to do next.",
    },
    async (host, caller, { number: wanted }) => read(host, caller, wanted, { type: "status" }),
  ),
  tool(
    {
      ...{ name: "read_evidence", acts: false },
      description: "Read all evidence of an investigation, or one piece of it with its query.",
      input: z.strictObject({
        number,
        id: z
          .string()
          .regex(/^e\d{1,5}$/)
          .optional()
          .describe("e4; without it all"),
      }),
    },
    async (host, caller, { number: wanted, id }) =>
      id === undefined
        ? evidence(host, caller, wanted)
        : read(host, caller, wanted, { type: "record", question: { type: "proof", evidence: id } }),
  ),
  tool(
    {
      ...{ name: "read_report", acts: false, input: z.strictObject({ number }) },
      description: "Read the report of an investigation: impact, response times, timeline, causes, what was ruled out.",
    },
    async (host, { reader }, { number: wanted }) => {
      const report = await host.report(wanted, reader);
      return report === undefined ? unknown(wanted) : report.split("\n").map(visible).join("\n");
    },
  ),
  tool(
    {
      ...{ name: "ask", acts: false },
      description:
        "Ask what people ask in the thread: metrics, logs, changes, traces, topology or alarms with their arguments, or a question about the record such as 'what was ruled out?'. Only reads.",
      input: z.strictObject({ number: number.optional(), question: words(500) }),
    },
    async (host, caller, { number: about, question }) => {
      if (!READS.test(clean(question)))
        return "Refused: this tool only reads. Begin with metrics, logs, changes, traces, topology, alarms, status, why, hyp or who, or end with a question mark.";
      return say(host, caller, about, clean(question));
    },
  ),
  tool(
    {
      ...{ name: "investigate", acts: true },
      description: "Start an investigation of an alarm or of words, as in the chat: investigate checkout is slow.",
      input: z.strictObject({ what: words(300) }),
    },
    async (host, caller, { what }) => say(host, caller, undefined, `investigate ${clean(what)}`),
  ),
  tool(
    {
      ...{ name: "accept", acts: true, description: "Take a hypothesis as the cause." },
      input: z.strictObject({ number, hypothesis }),
    },
    async (host, caller, { number: about, hypothesis: id }) => say(host, caller, about, `accept ${id}`),
  ),
  tool(
    {
      ...{ name: "discard", acts: true, description: "Rule a hypothesis out, with the reason." },
      input: z.strictObject({ number, hypothesis, reason: words(300).optional() }),
    },
    async (host, caller, { number: about, hypothesis: id, reason = "" }) =>
      say(host, caller, about, `discard ${id} ${clean(reason)}`.trim()),
  ),
  tool(
    {
      ...{ name: "note", acts: true, description: "Keep a line in the record." },
      input: z.strictObject({ number, text: words(1_000) }),
    },
    async (host, caller, { number: about, text }) => say(host, caller, about, `note ${clean(text)}`),
  ),
];

/** What begins or ends like something that only reads; what it means is decided where everything that people say is. */
const READS =
  /^(?:metrics|errors|latency|p99|cpu|mem|traffic|throttles|logs|changes|traces|topology|status|why|hyp|who|summary|timeline|similar|stats)\b|^alarms(?!\s+(?:create|edit|mute|unmute))\b|^(?:what|who|when|which|why|how|is|are|was|were|did|does|do|has|have|since)\b[^\n]*\?$/i;

type Read = Parameters<typeof readCard>[0];

async function read(host: AssistantHost, { reader }: Caller, wanted: number, what: Read): Promise<string> {
  const state = await host.investigation(wanted, reader);
  return state ? cardText(readCard(what, state)) : unknown(wanted);
}

async function evidence(host: AssistantHost, { reader }: Caller, wanted: number): Promise<string> {
  const state = await host.investigation(wanted, reader);
  if (!state) return unknown(wanted);
  const lines = state.evidence.map(({ id, evidence: { kind, sentence } }) => clean(`${id} ${kind}: ${sentence}`));
  return lines.length === 0 ? "No evidence was found yet." : lines.join("\n");
}

function unknown(wanted: number): string {
  return `G-${wanted} is not known here. To list the open ones: list_investigations`;
}

/** Says something for the person, and waits for the answer of a question. */
async function say(host: AssistantHost, caller: Caller, about: number | undefined, text: string): Promise<string> {
  const named = about === undefined ? text : `G-${about} ${text}`;
  const received = await host.receive(caller.inbound(`mcp:${randomUUID()}`, named, host.now()));
  const reply = answerOf(received);
  const told = reply ? cardText(reply) : "Nothing is asked by that.";
  return received.type === "stored" ? answered(host, caller, received, told) : told;
}

/** The answer of the newest question of an investigation, if the person just asked one there. */
async function answered(
  host: AssistantHost,
  { reader }: Caller,
  { investigation, understood }: Extract<Received, { type: "stored" }>,
  told: string,
): Promise<string> {
  const until = performance.now() + WAITED_MS;
  const wanted = Number(investigation.slice(2));
  for (;;) {
    const state = await host.investigation(wanted, reader);
    const query = state?.queries.findLast(
      (each) => each.by.id === reader.actor.id && understood.includes(each.understood),
    );
    if (!state || !query) return told;
    if (query.answer) return `${investigation} ${cardText(queryCard(state, query))}`;
    if (performance.now() > until) return `${told}\nNot answered yet. Read it later: read_investigation ${wanted}`;
    await setTimeout(LOOK_EVERY_MS);
  }
}
