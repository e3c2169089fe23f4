import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** All TypeScript files of a folder, as paths from the root. */
export function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => join(folder, name));
}

/** A file's text. */
export const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

const IMPORT = /(?:^|[\s;])(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

/** Every module that a file names, types included, static or dynamic: as it is written there. */
export function importsOf(file: string): readonly string[] {
  return [...textOf(file).matchAll(IMPORT)].flatMap(([, named, dynamic]) => named ?? dynamic ?? []);
}

/** The file that a relative import leads to, from the root. */
export const target = (file: string, name: string): string => relative(root, join(root, dirname(file), name));

/** The files of ours that each file imports. */
export function importGraph(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const own = (file: string) => importsOf(file).flatMap((name) => (name.startsWith(".") ? target(file, name) : []));
  return new Map(files.map((file) => [file, own(file)]));
}

/** One shortest circle through each file that is on one and on none found before: `a → b → a`. */
export function circlesIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Map<string, string>();
  const covered = new Set<string>();
  for (const file of graph.keys()) {
    const circle = covered.has(file) ? undefined : circleThrough(file, graph);
    if (!circle) continue;
    for (const member of circle) covered.add(member);
    found.set(file, [...circle, file].join(" → "));
  }
  return [...found.values()];
}

function circleThrough(start: string, graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const before = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return pathTo(file, start, before);
      if (before.has(next) || !graph.has(next)) continue;
      before.set(next, file);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(end: string, start: string, before: ReadonlyMap<string, string>): readonly string[] {
  const path = [end];
  while (path[0] !== start) path.unshift(before.get(path[0] ?? "") ?? start);
  return path;
}
