import { randomInt } from "node:crypto";
import process from "node:process";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    readonly propertySeed: number;
  }
}

/** Chooses one seed for all property tests of a run, SEED where that is set, and prints it. */
export default function setup(project: TestProject): void {
  const seed = seedOf(process.env.SEED);
  project.provide("propertySeed", seed);
  process.stdout.write(`property seed: ${seed}; rerun with SEED=${seed}\n`);
}

function seedOf(text: string | undefined): number {
  if (text === undefined || text === "") return randomInt(2 ** 31);
  if (!/^-?\d{1,10}$/.test(text)) throw new Error(`SEED is not an integer: ${text}`);
  return Number(text);
}
