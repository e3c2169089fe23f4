import { existsSync } from "node:fs";
import { join } from "node:path";
import { argv, stderr } from "node:process";
import { createDraw } from "../adapters/recording/shop/world/noise.ts";
import { type SettingName, settings, tables } from "../src/engine/settings.ts";
import { chosenWithout, recallOf, startOf } from "./generalise-choice.ts";
import { sensitivities } from "./generalise-sensitivity.ts";
import { dataSets, startWorkers } from "./generalise-workers.ts";
import { round } from "./precision.ts";

/**
 * `npm run bench:generalise -- <folder of recordings> [first seed] [--only=<settings>]`: how much recall is left on each data set when the
 * settings are chosen on the others only, one JSON line each; then what each setting, a quarter smaller or larger, takes. It takes seven minutes
 * of two idle cores. `--only=departed,away` varies these settings alone and chooses none.
 */
/** So many settings, those that change the most answers, are chosen; the others tell too little to be chosen by. */
const CHOSEN = 6;
const STARTS = 2;
/** A setting is fragile where it takes more than this of the recall of a set. */
const FRAGILE = 0.05;

const only = argv
  .find((each) => each.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const [folder, seed = "973000"] = argv.slice(2).filter((each) => !each.startsWith("--"));
const firstSeed = Number(seed);
const needed = ["petshop/low_traffic", "nezha/shop", "nezha/train"];
if (
  folder === undefined ||
  !needed.every((each) => existsSync(join(folder, each))) ||
  !Number.isSafeInteger(firstSeed)
) {
  stderr.write(`Which recordings? npm run bench:generalise -- <folder with ${needed.join(", ")}> [first seed]\n`);
  process.exit(2);
}
const { evaluate, stop } = startWorkers(folder, firstSeed);
const { storm: _, ...ofOneAlarm } = tables;
const names = (Object.keys(settings) as SettingName[]).filter(
  (name) => Object.values(ofOneAlarm).some((room) => name in room) && (only?.includes(name) ?? true),
);
const found = await sensitivities(names, dataSets, evaluate);
const chosen = found
  .toSorted((one, other) => other.changes - one.changes)
  .slice(0, CHOSEN)
  .map(({ setting }) => setting);
const own = await evaluate({});
const starts = Array.from({ length: STARTS }, (_each, index) => startOf(chosen, createDraw(firstSeed, index)));
const lines = await Promise.all(
  (only ? [] : dataSets).map(async (data, left) => {
    const recalls = await Promise.all(
      starts.map(async (start) => {
        const results = await evaluate(await chosenWithout(left, chosen, start, evaluate));
        return results[left] ? recallOf(results[left]) : 0;
      }),
    );
    const mean = recalls.reduce((sum, each) => sum + each, 0) / STARTS;
    const fitted = own[left] ? recallOf(own[left]) : 0;
    const top1 = { fitted: round(fitted), leftOut: round(mean), leftOutLeast: round(Math.min(...recalls)) };
    return { bench: "generalise", data, faults: own[left]?.faults, top1 };
  }),
);
for (const line of lines) console.log(JSON.stringify(line));
const fragile = found.filter(({ loss }) => loss > FRAGILE);
console.log(
  JSON.stringify({
    bench: "generalise",
    varied: names.length,
    changing: found.length,
    chosen: only ? [] : chosen,
    fragile: fragile.length,
    settings: found,
  }),
);
await stop();
