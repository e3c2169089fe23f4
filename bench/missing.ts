import { argv, stderr } from "node:process";
import { createDraw } from "../adapters/recording/shop/world/noise.ts";
import { kept } from "./kept-telemetry.ts";
import { type Precision, precisionsOf, round, wilson } from "./precision.ts";
import { lossesOf } from "./shop-lost.ts";
import { judge, type Outcome, type Play, stage } from "./shop-play.ts";

/**
 * `npm run bench:missing -- [first seed] [--harder]`: plays as many faults as normal days of the simulated shop, looks at each several times
 * with other sources missing, and prints as its last line one JSON line: how often each verdict is right then. Most faults are over when they
 * are looked at. `--harder` plays days of the harder world instead, whose faults last as long as they do.
 */
const DAYS = 320;
const LOOKS = 6;
const AFTER_MS = 300_000;
const OVER = 0.75;
const LASTS = { least: 5, most: 24 } as const;

const isHarder = argv.includes("--harder");
const first = Number(argv.slice(2).find((each) => !each.startsWith("--")) ?? 730_000);
if (!Number.isSafeInteger(first) || first < 0) {
  stderr.write("From which seed? npm run bench:missing -- 730000 [--harder]\n");
  process.exit(2);
}
const faults = await daysFrom(first, false);
const normal = await daysFrom(faults.next, true);
const looks = [...faults.looks, ...normal.looks];
const noFault = looks.filter(({ verdict }) => verdict === "NO FAULT FOUND");
for (const { seed, mechanism, truth, lost } of noFault) {
  if (truth !== undefined) console.log(`${seed}: ${mechanism} of ${truth} → NO FAULT FOUND without ${lost.join(", ")}`);
}
const result = {
  bench: isHarder ? "missing harder" : "missing",
  seeds: [first, normal.next - 1],
  faults: DAYS,
  normalDays: DAYS,
  looksEach: LOOKS,
  precision: precisionsOf(looks),
  noFaultFoundOnFaults: noFault.filter(({ truth }) => truth !== undefined).length,
  noFaultFoundByDay: byDay(noFault),
  losses: byLoss(looks),
};
console.log(JSON.stringify(result));

interface Look extends Outcome {
  readonly lost: readonly string[];
}

/** Days that an alarm sees from a seed on, each looked at several times. */
async function daysFrom(
  from: number,
  normal: boolean,
): Promise<{ readonly looks: readonly Look[]; readonly next: number }> {
  const looks: Look[] = [];
  let seed = from;
  for (; looks.length < DAYS * LOOKS; seed++)
    looks.push(...(await looksAt({ seed, normal, ...(isHarder ? { world: "harder" } : lastingOf(seed, normal)) })));
  return { looks, next: seed };
}

function lastingOf(seed: number, normal: boolean): Pick<Play, "lastsMinutes"> {
  const draw = createDraw(seed, 992);
  const { least, most } = LASTS;
  return normal || draw() >= OVER ? {} : { lastsMinutes: least + Math.floor(draw() * (most - least + 1)) };
}

/** Five minutes after the alarm, or after its end where the fault is over. */
async function looksAt(wanted: Play): Promise<readonly Look[]> {
  let now = new Date(0);
  const simulation = stage(wanted, () => now);
  if (!simulation) return [];
  const { alarmAt, notifications, telemetry } = simulation;
  const over = wanted.lastsMinutes === undefined ? undefined : notifications[1]?.at;
  now = new Date((over ?? alarmAt).getTime() + AFTER_MS);
  const standing = { ...simulation, telemetry: kept(telemetry) };
  const looks: Look[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const { names, through } = lossesOf(wanted.seed, look);
    looks.push({ ...(await judge({ ...wanted, through }, standing, now)), lost: names });
  }
  return looks;
}

/** Looks at one day are not independent: a day counts once, and is wrong where one look at it is. */
function byDay(given: readonly Look[]): Precision {
  const days = new Map(given.map(({ seed, truth }) => [seed, truth === undefined]));
  const right = [...days.values()].filter(Boolean).length;
  const precision = days.size === 0 ? null : round(right / days.size);
  return { right, of: days.size, precision, interval95: wilson(right, days.size) };
}

/** How many looks at faults and at normal days lacked a source in a way, and how many of them said NO FAULT FOUND. */
function byLoss(all: readonly Look[]): Record<string, Record<"faults" | "normalDays", string>> {
  const names = [...new Set(all.flatMap(({ lost }) => lost))].sort();
  const share = (some: readonly Look[]) =>
    `${some.filter(({ verdict }) => verdict === "NO FAULT FOUND").length} of ${some.length}`;
  return Object.fromEntries(
    names.map((name) => {
      const lacking = all.filter(({ lost }) => lost.includes(name));
      const isFault = ({ truth }: Look): boolean => truth !== undefined;
      return [
        name,
        { faults: share(lacking.filter(isFault)), normalDays: share(lacking.filter((each) => !isFault(each))) },
      ];
    }),
  );
}
