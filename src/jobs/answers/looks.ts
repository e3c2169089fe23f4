import { BUDGET } from "../../agent/budget.ts";
import type { ModelTool } from "../../agent/model.ts";
import type { CitableSource } from "../../agent/sources.ts";
import { understand } from "../../command/grammar/understand.ts";
import { verbs } from "../../command/verbs.ts";
import type { Answer, Question } from "../../events/events.ts";
import type { Free, FreeAsking } from "./free-asking.ts";

/** Verbs that a model may use: they read, and their price is bounded. */
const LOOKS = ["metrics", "logs", "traces", "topology", "alarms", "changes"] as const;

/** Rows of an answer that a model sees. */
const ROWS = 12;
const LONGEST = 2_500;

/** The looks of one answer. */
export interface Looks {
  readonly tools: readonly ModelTool[];
  /** What was seen so far, as sources that can be cited. */
  taken(): readonly CitableSource[];
  /** The question of a command that only reads; undefined for all other texts. */
  parse(command: string): Question | undefined;
}

/** Read-only verbs as tools. Each look is asked in the rights of whoever asked the question, and shown as progress. */
export function createLooks(
  { state, now, components, onProgress, look }: FreeAsking,
  { zone, asker }: Free,
  hide: (text: string) => string,
): Looks {
  const taken: CitableSource[] = [];
  let begun = 0;

  function parse(command: string): Question | undefined {
    if (!LOOKS.some((verb) => command.startsWith(verb))) return undefined;
    const channel = asker.channel ?? state.place;
    const said = { id: "look", place: channel, channel, actor: { id: "model", name: "model" }, at: now.toISOString() };
    const understood = understand(
      { ...said, text: command.slice(0, 500), manner: "addressed", zone },
      { open: [], components, now },
    );
    if (understood.type !== "command" || understood.command.type !== "ask") return undefined;
    const { question } = understood.command;
    return LOOK_TYPES.has(question.type) ? question : undefined;
  }

  async function run(verb: string, rest: string): Promise<string> {
    if (++begun > BUDGET.looks) return `No look is left: ${BUDGET.looks} were made. Answer from what is there.`;
    const command = `${verb} ${rest.replaceAll(/\s+/g, " ").trim()}`.trim();
    const question = parse(command);
    if (!question) return `Not understood: ${command.slice(0, 80)}. Type: ${verbs[verb]?.usage ?? verb}`;
    onProgress(`Looking: ${command.slice(0, 80)}`);
    const seen = await look(question);
    if (typeof seen === "string") return `Refused: ${seen}`;
    if (seen.failed) return seen.sentence;
    const source = { id: `a${taken.length + 1}`, text: `${command}: ${textOf(seen)}` };
    taken.push(source);
    return hide(JSON.stringify(source));
  }

  const tools = LOOKS.map((name): ModelTool => {
    const { usage = name, help = "", example = name } = verbs[name] ?? {};
    return {
      name,
      description: `${help}. Usage: ${usage}. Example: ${example}. Give only what follows the word ${name}.`,
      run: (rest) => run(name, rest),
    };
  });
  return { tools, taken: () => taken, parse };
}

/** Types of questions that only read, at a bounded price. */
const LOOK_TYPES: ReadonlySet<Question["type"]> = new Set([
  "metrics",
  "expression",
  "signal",
  "logs",
  "traces",
  "topology",
  "alarms",
  "alarmHistory",
  "changes",
]);

function textOf({ sentence, columns, rows }: Answer): string {
  const head = columns.map(({ name }) => name).join(" | ");
  const table = rows.slice(0, ROWS).map((row) => row.join(" | "));
  return [sentence, ...(rows.length > 0 ? [head, ...table] : [])].join("\n").slice(0, LONGEST);
}
