import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { parseState } from "../src/kubernetes/parse-state.ts";
import type { ClusterState, ContainerLog } from "../src/kubernetes/state.ts";

const object = z.object({ kind: z.string().optional(), namespace: z.string().optional(), name: z.string() });

/** What a case must be explained by: one of several objects with one of several kinds of reason; `healthy` where nobody may be accused. */
const expected = z.union([
  z.object({ healthy: z.literal(true), now: z.string().optional() }),
  z.object({
    object: z.union([object, z.array(object).min(1)]),
    reason: z.union([z.string(), z.array(z.string()).min(1)]),
    now: z.string().optional(),
  }),
]);

export type Expected = z.output<typeof expected>;

/** One recorded cluster state. */
export interface ClusterCase {
  readonly name: string;
  readonly state: ClusterState;
  readonly expected: Expected;
}

/** The cases of a folder: its sub-folders with an `expected.json`, laid out as docs/kubernetes.md describes. */
export function readCases(folder: string): readonly ClusterCase[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "expected.json")))
    .map((entry) => readCase(join(folder, entry.name)))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function readCase(folder: string): ClusterCase {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const told = expected.parse(JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")));
  const documents = files
    .filter((file) => file.endsWith(".json") && basename(file) !== "expected.json")
    .map((file): unknown => JSON.parse(readFileSync(join(folder, file), "utf8")));
  const logs = files.filter((file) => /\.(?:log|txt)$/.test(file)).flatMap((file) => logOf(folder, file) ?? []);
  const now = Date.parse(told.now ?? "") / 1000;
  return {
    name: basename(folder),
    state: parseState(documents, { logs, ...(Number.isFinite(now) && { now }) }),
    expected: told,
  };
}

/** `<namespace>_<pod>[_<container>][_previous].log`: names of Kubernetes have no underscore. */
function logOf(folder: string, file: string): ContainerLog | undefined {
  const parts = basename(file)
    .replace(/\.\w+$/, "")
    .split("_");
  const [namespace, pod, container] = parts;
  if (namespace === undefined || pod === undefined) return undefined;
  const previous = parts.at(-1) === "previous";
  return {
    namespace,
    pod,
    ...(container !== undefined && container !== "previous" && { container }),
    ...(previous && { previous }),
    text: readFileSync(join(folder, file), "utf8"),
  };
}
