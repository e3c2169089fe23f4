import { argv, stderr } from "node:process";
import { unfounded } from "./claims.ts";
import { look, type Outcome, outcomeOf, type Play, play, stage } from "./shop-play.ts";
import { scoreOf } from "./shop-score.ts";
import { type Told, untraced } from "./untraced-shop.ts";

/**
 * `npm run bench:untraced -- [first seed]`: plays random faults and normal days of the simulated shop without a service graph and without
 * traces, and prints one JSON line: top-1 and top-3 recall and how often each verdict is right, by what the account tells of its resources.
 * `awsMetricsOnly`: programs measure nothing of themselves, too. `figuresWithoutEvidence`: figures of a sentence that none of its evidence says.
 */
const FAULTS = 60;
const NORMAL_DAYS = 30;
const AFTER = 300;
const TOLD = ["names", "attachments", "settings"] as const satisfies readonly Told[];

const first = Number(argv[2] ?? 730_000);
if (!Number.isSafeInteger(first) || first < 0) {
  stderr.write("From which seed? npm run bench:untraced -- 730000\n");
  process.exit(2);
}
const { plays, last } = await seeds(first);
const scores = await Promise.all(TOLD.map(async (told) => [told, await score(told, "own")] as const));
console.log(
  JSON.stringify({
    bench: "untraced",
    seeds: [first, last],
    ...Object.fromEntries(scores),
    awsMetricsOnly: await score("settings", "aws"),
  }),
);

async function score(told: Told, measures: "own" | "aws") {
  const outcomes: Outcome[] = [];
  let flaws = 0;
  for (const wanted of plays) {
    let clock = new Date(0);
    const simulation = stage(wanted, () => clock);
    if (!simulation) continue;
    clock = new Date(simulation.alarmAt.getTime() + AFTER * 1000);
    const looked = await look({ through: untraced(told, measures) }, simulation, clock);
    flaws += unfounded(looked.diagnosis).length;
    outcomes.push(outcomeOf(wanted, simulation, looked));
  }
  const { medianMs: _, ...rest } = scoreOf(outcomes);
  return { ...rest, figuresWithoutEvidence: flaws };
}

/** Seeds whose fault an alarm sees, the first of them faults and the rest normal days. */
async function seeds(from: number): Promise<{ readonly plays: readonly Play[]; readonly last: number }> {
  const found: Play[] = [];
  let seed = from;
  for (; found.length < FAULTS + NORMAL_DAYS; seed++) {
    const wanted = { seed, normal: found.length >= FAULTS };
    if (await play(wanted, [])) found.push(wanted);
  }
  return { plays: found, last: seed - 1 };
}
