import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Window } from "./nab-score.ts";

/** A labelled series, in time order; values NaN where missing, times in seconds. */
export interface LabelledSeries {
  readonly name: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly windows: readonly Window[];
}

/** Reads every series of a folder with `windows.json` and `data/*.csv` (timestamp, value), by name. */
export async function readSeries(folder: string): Promise<readonly LabelledSeries[]> {
  const labels = parseWindows(JSON.parse(await readFile(join(folder, "windows.json"), "utf8")));
  const names = (await readdir(join(folder, "data"))).filter((name) => name.endsWith(".csv")).sort();
  return Promise.all(
    names.map(async (name) => {
      const windows = labels.get(name);
      if (!windows)
        throw new Error(`${name} has no entry in ${join(folder, "windows.json")}; add one, [] for no window.`);
      return { name, windows, ...parseRows(await readFile(join(folder, "data", name), "utf8")) };
    }),
  );
}

function parseWindows(json: unknown): ReadonlyMap<string, readonly Window[]> {
  const byName = json as Readonly<Record<string, readonly (readonly [string, string])[]>>;
  const toWindow = ([start, end]: readonly [string, string]) => ({ start: toSeconds(start), end: toSeconds(end) });
  // Some label files name the folder too.
  return new Map(Object.entries(byName).map(([name, all]) => [name.split("/").at(-1) ?? name, all.map(toWindow)]));
}

function parseRows(text: string): Pick<LabelledSeries, "times" | "values"> {
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== "")
    .map((line) => line.split(","));
  return {
    times: rows.map(([timestamp]) => toSeconds(timestamp ?? "")),
    values: rows.map(([, value]) => (value === undefined || value.trim() === "" ? Number.NaN : Number(value))),
  };
}

function toSeconds(timestamp: string): number {
  const seconds = Date.parse(`${timestamp.trim().replace(" ", "T")}Z`) / 1000;
  if (Number.isNaN(seconds)) throw new Error(`Not a time: "${timestamp}"; expected YYYY-MM-DD HH:MM:SS, UTC.`);
  return seconds;
}
