import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Settings } from "../src/engine/settings.ts";
import { type DataSet, NORMAL, petshop, recorded, resultOf, simulated } from "./generalise-data.ts";

/** How each data set is read out of the folder of recordings, or simulated from a seed on. */
const readers: Readonly<Record<string, (folder: string, firstSeed: number) => Promise<DataSet>>> = {
  petshop: (folder) => petshop(join(folder, "petshop/low_traffic")),
  "nezha shop": (folder) => recorded(join(folder, "nezha/shop")),
  "nezha train": (folder) => recorded(join(folder, "nezha/train")),
  "plain shop": (_, firstSeed) => simulated(firstSeed, { faults: 15, normal: NORMAL }),
  "harder shop": (_, firstSeed) => simulated(firstSeed, { faults: 35, normal: NORMAL }, "harder"),
};

/** Reads some data sets, then answers with their results for each settings that it is sent. */
const { names, folder, firstSeed }: { names: readonly string[]; folder: string; firstSeed: number } = workerData;
const sets: DataSet[] = [];
for (const name of names) {
  const read = readers[name];
  if (!read) throw new Error(`There is no data set ${name}.`);
  sets.push(await read(folder, firstSeed));
}
parentPort?.on("message", (changed: Partial<Settings>) => {
  parentPort?.postMessage(sets.map((set) => resultOf(set, changed)));
});
