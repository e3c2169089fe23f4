import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";

/** A line of a recording's file that is not empty; numbered from 1. */
export interface FileLine {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

/** The lines of a file, plain or as `.gz`; undefined if the recording has no such file. Rejects if it cannot be read. */
export async function readLines(folder: string, name: string): Promise<readonly FileLine[] | undefined> {
  const file = join(folder, name);
  const packed = await readIfThere(`${file}.gz`);
  const bytes = packed ? await unpacked(packed, `${file}.gz`) : await readIfThere(file);
  if (!bytes) return undefined;
  const lines = bytes.toString("utf8").split(/\r?\n/);
  const shown = packed ? `${file}.gz` : file;
  return lines.flatMap((text, index) => (text === "" ? [] : [{ file: shown, number: index + 1, text }]));
}

/** As {@link readLines}, but rejects if there is no such file. */
export async function readNeeded(folder: string, name: string): Promise<readonly FileLine[]> {
  const lines = await readLines(folder, name);
  if (!lines || lines.length === 0) throw new Error(`${folder} has no ${name}, or it is empty: is it a recording?`);
  return lines;
}

/** An error that names what is wrong with a line, and where it is. */
export function malformed({ file, number }: FileLine, what: string): Error {
  return new Error(`${file} line ${number}: ${what}`);
}

/** The rows of a table as cells by the names in its header, which has to contain them; cells contain no commas. */
export function* rowsOf(
  [head, ...rows]: readonly FileLine[],
  needed: readonly string[],
): Generator<{ readonly line: FileLine; readonly cells: readonly string[]; readonly names: readonly string[] }> {
  if (!head) return;
  const names = head.text.split(",");
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) throw malformed(head, `there is no column ${missing.join(", ")}`);
  for (const line of rows) {
    const cells = line.text.split(",");
    if (cells.length !== names.length) throw malformed(line, `${cells.length} cells under ${names.length} columns`);
    yield { line, cells, names };
  }
}

/** A number; NaN if the cell is empty. */
export function toNumber(cell: string | undefined, line: FileLine): number {
  if (cell === undefined || cell === "") return Number.NaN;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw malformed(line, `${JSON.stringify(cell)} is no number`);
  return value;
}

/** Epoch seconds with all written digits: milliseconds are too coarse for calls. */
export function toSeconds(text: string | undefined, line: FileLine): number {
  const [, moment, fraction = "", zone] = /^(\S+?)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text ?? "") ?? [];
  const whole = Date.parse(`${moment}${zone}`);
  if (!Number.isFinite(whole)) throw malformed(line, `${JSON.stringify(text)} is no time`);
  return whole / 1000 + Number(fraction || 0);
}

/** Parses a line of JSON by its schema. */
export function toObject<T>(line: FileLine, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    throw malformed(line, "is no JSON");
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw malformed(line, z.prettifyError(parsed.error));
  return parsed.data;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function unpacked(bytes: Buffer, file: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes);
  } catch (cause) {
    throw new Error(`${file} cannot be unpacked.`, { cause });
  }
}
