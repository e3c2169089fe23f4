import { z } from "zod";
import { waitingStep } from "./stored.ts";

/** The first line of an export: what follows is readable by every release that knows this number. */
const FORMAT = 1;

const stored = z.record(z.string(), z.unknown());

/** One thing that is stored, as every store can write and read it. Bodies pass through as they are, with fields that only a newer release knows. */
const entry = z.discriminatedUnion("kind", [
  /** `body` has what {@link storedCommit} describes. */
  z.object({ kind: z.literal("commit"), stream: z.string(), version: z.number(), body: stored }),
  /** A lane: all its unfinished steps up to the version `through`, and what it remembers. */
  z.object({
    kind: z.literal("lane"),
    stream: z.string(),
    lane: z.enum(["chat", "work"]),
    through: z.number(),
    waiting: z.array(waitingStep),
    memory: z.unknown().optional(),
  }),
  /** Times are epoch ms. */
  z.object({
    kind: z.literal("delivery"),
    stream: z.string(),
    id: z.string(),
    receivedAt: z.number(),
    due: z.number(),
    attempts: z.number(),
    body: z.string(),
  }),
  /** The mark of a delivery that is done; `keepUntil` is epoch seconds. */
  z.object({ kind: z.literal("done"), stream: z.string(), id: z.string(), keepUntil: z.number() }),
  z.object({ kind: z.literal("name"), name: z.string(), stream: z.string() }),
  /** The last sequential number that was given. */
  z.object({ kind: z.literal("number"), last: z.number() }),
  /** `body` has what {@link storedSummary} describes. */
  z.object({ kind: z.literal("summary"), body: stored }),
  /** A body of evidence: gzip, in base64. */
  z.object({ kind: z.literal("evidence"), id: z.string(), bytes: z.base64() }),
  z.object({
    kind: z.literal("message"),
    place: z.string(),
    key: z.string(),
    postedAt: z.string(),
    body: z.string(),
    keepUntil: z.number().exactOptional(),
  }),
]);
export type ExportEntry = z.infer<typeof entry>;
export type LaneEntry = Extract<ExportEntry, { kind: "lane" }>;

/** Everything that a store has, out of it and into it. */
export interface Transfer {
  /** Everything; commits of a stream come before its lanes. */
  export(): AsyncIterable<ExportEntry>;
  /** Writes everything into an empty store and returns how many entries. Rejects if something is stored already. */
  import(entries: AsyncIterable<ExportEntry>): Promise<number>;
}

const header = z.object({ kind: z.literal("gumshoe"), format: z.literal(FORMAT) });
const footer = z.object({ kind: z.literal("end"), entries: z.number() });

/** Entries as lines of JSON, with a first line that names the format, and a last one with which the file is whole. */
export async function* toLines(entries: AsyncIterable<ExportEntry>): AsyncIterable<string> {
  yield `${JSON.stringify({ kind: "gumshoe", format: FORMAT })}\n`;
  let count = 0;
  for await (const each of entries) {
    count += 1;
    yield `${JSON.stringify(each)}\n`;
  }
  yield `${JSON.stringify({ kind: "end", entries: count })}\n`;
}

/** The entries of an export's lines. Throws with the line's number where one is none, and where the end is missing. */
export async function* fromLines(lines: AsyncIterable<string>): AsyncIterable<ExportEntry> {
  let number = 0;
  let ended = false;
  for await (const line of lines) {
    number += 1;
    if (ended) throw new Error(`line ${number}: the export ended above`);
    const value = parseLine(line, number);
    if (number === 1) {
      if (!header.safeParse(value).success)
        throw new Error("line 1: this is no export of Gumshoe, or one of a newer release");
      continue;
    }
    const end = footer.safeParse(value);
    if (end.success) {
      if (end.data.entries !== number - 2) throw new Error(`line ${number}: lines are missing above`);
      ended = true;
      continue;
    }
    const parsed = entry.safeParse(value);
    if (!parsed.success) throw new Error(`line ${number}: ${z.prettifyError(parsed.error)}`);
    yield parsed.data;
  }
  if (!ended) throw new Error(`line ${number}: the end is missing; the export was cut off`);
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`line ${number}: it is not JSON`);
  }
}

/** A store that entries are to be written into has some already. */
export class NotEmpty extends Error {
  override readonly name = "NotEmpty";
}
