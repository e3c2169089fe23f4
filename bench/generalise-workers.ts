import { Worker } from "node:worker_threads";
import type { Settings } from "../src/engine/settings.ts";
import type { Evaluate } from "./generalise-choice.ts";
import type { Result } from "./generalise-data.ts";

/** The data sets in two parts of about the same work, one for each of two cores. */
const PARTS = [
  ["petshop", "nezha shop", "nezha train"],
  ["plain shop", "harder shop"],
] as const;

/** Names of the data sets, in the order of their results. */
export const dataSets: readonly string[] = PARTS.flat();

/** Evaluates settings on all data sets, each settings once; `stop` ends the workers. */
export function startWorkers(
  folder: string,
  firstSeed: number,
): { readonly evaluate: Evaluate; readonly stop: () => Promise<unknown> } {
  const parts = PARTS.map((names) => startPart({ names, folder, firstSeed }));
  const known = new Map<string, Promise<readonly Result[]>>();
  const evaluate: Evaluate = (changed) => {
    const key = JSON.stringify(Object.entries(changed).toSorted());
    const found = known.get(key) ?? Promise.all(parts.map(({ ask }) => ask(changed))).then((all) => all.flat());
    known.set(key, found);
    return found;
  };
  return { evaluate, stop: () => Promise.all(parts.map(({ worker }) => worker.terminate())) };
}

interface Part {
  readonly names: readonly string[];
  readonly folder: string;
  readonly firstSeed: number;
}

/** A worker that answers in the order of what it is asked. */
function startPart(workerData: Part): { readonly worker: Worker; readonly ask: Evaluate } {
  const worker = new Worker(new URL("generalise-worker.ts", import.meta.url), { workerData });
  const waiting: PromiseWithResolvers<readonly Result[]>[] = [];
  worker.on("message", (results: readonly Result[]) => waiting.shift()?.resolve(results));
  worker.on("error", (error) => {
    for (const each of waiting) each.reject(error);
  });
  const ask = (changed: Partial<Settings>): Promise<readonly Result[]> => {
    const answer = Promise.withResolvers<readonly Result[]>();
    waiting.push(answer);
    worker.postMessage(changed);
    return answer.promise;
  };
  return { worker, ask };
}
