import { z } from "zod";
import { withoutMiddle } from "../../card/number.ts";
import { offer } from "./offer.ts";
import type { Surroundings, Understood } from "./understood.ts";
import { quoted } from "./words.ts";

/** A time, and the rest of the line. */
const TIMED = /^\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*\]?[\s:|-]+(.+)$/s;
const LEVEL = /^\[?(?:ERROR|ERR|WARN|WARNING|INFO|FATAL|CRITICAL|SEVERE|DEBUG|PANIC)\]?[\s:|-]+/;
/** "at totalOf (/app/dist/total.js:41:19)" */
const FRAME = /^at (\S.*:\d+(?::\d+)?\)?)$/;
const structured = z.object({ message: z.string(), msg: z.string(), error: z.string(), err: z.string() }).partial();
/** The characters of a message that are searched; what follows is mostly ids and figures. */
const SEARCHED = 80;

/** Offers a search for what a pasted log line says; undefined if the text is none. Runs nothing. */
export function pastedLogLine(text: string, { components, thread }: Surroundings): Understood | undefined {
  const line = text.trim();
  const named = components.find((name) => line.split(/[^\w-]+/).includes(name)) ?? thread?.component;
  const message = messageOf(line, named);
  if (message === undefined) return undefined;
  const before = thread === undefined ? "" : `G-${thread.number} `;
  const search = named === undefined ? [] : [{ label: "Search", command: `${before}logs ${named} ${quoted(message)}` }];
  const where = named === undefined ? "" : ` To see how often ${named} writes it: Search.`;
  return offer("PASTED log line", `${withoutMiddle(message, SEARCHED)}.${where}`, [
    ...search,
    { label: "Investigate", command: `investigate ${quoted(message)}` },
  ]);
}

/** What a line says, without its time, its level and who wrote it. */
function messageOf(line: string, writer: string | undefined): string | undefined {
  const said = inJson(line) ?? FRAME.exec(line)?.[1] ?? inText(line, writer);
  const message = said?.split(/["\n]/)[0]?.trim().slice(0, SEARCHED);
  return message === undefined || message.length < 4 ? undefined : message;
}

function inText(line: string, writer: string | undefined): string | undefined {
  const rest = TIMED.exec(line)?.[1] ?? line;
  const message = rest.replace(LEVEL, "");
  if (message === rest && (rest === line || !/(?:Error|Exception)\b/.test(rest))) return undefined;
  return writer !== undefined && message.startsWith(writer)
    ? message.slice(writer.length).replace(/^\W+/, "")
    : message;
}

function inJson(line: string): string | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const { message, msg, error, err } = structured.parse(JSON.parse(line));
    return message ?? msg ?? error ?? err;
  } catch {
    return undefined;
  }
}
