import { argv, env, stderr } from "node:process";
import { isRight } from "./precision.ts";
import { blind } from "./shop-blind.ts";
import { type HarderOutcome, harderOutcomes, wentWrong } from "./shop-harder.ts";
import { harderScoreOf } from "./shop-harder-score.ts";
import { type Outcome, type Play, play } from "./shop-play.ts";
import { type PassScore, scoreOf } from "./shop-score.ts";

/**
 * `npm run bench:shop -- [first seed] [--harder] [--cases]`: plays random faults and normal days of the simulated shop, and prints two JSON
 * lines: how often each verdict is right with all sources, with sources missing, and with changes that come late; then the same over days of
 * a harder world, by kind of fault. `--harder` plays that world alone; `--cases` prints a JSON line for each of its days that went wrong.
 */
const FAULTS = 200;
const NORMAL_DAYS = 100;
const AFTER = 300;
const EARLY = 5;
const LATER = 16 * 60;
const LATE_CHANGES = { least: 300, most: 900 } as const;

const options = argv.slice(2).filter((each) => each.startsWith("--"));
const first = Number(argv.slice(2).find((each) => !each.startsWith("--")) ?? 730_000);
if (!Number.isSafeInteger(first) || first < 0) {
  stderr.write("From which seed? npm run bench:shop -- 730000 [--harder] [--cases]\n");
  process.exit(2);
}
if (!options.includes("--harder")) await plainShop();
await harderWorld();

async function plainShop(): Promise<void> {
  const { plays, last } = await seeds(first);
  const complete = await outcomesOf(plays, [AFTER]);
  const missing = await outcomesOf(
    plays.map((each) => ({ ...each, through: blind(each.seed) })),
    [AFTER],
  );
  const late = await lateChanges(plays.filter(({ normal }) => !normal));
  for (const outcome of complete.flat()) tell("complete", outcome);
  for (const outcome of missing.flat()) tell("missing", outcome);
  const { faults, normalDays, ...score } = scoreOf(complete.flat());
  const { medianMs: _, ...blindScore } = scoreOf(missing.flat());
  const missingSources = { ...blindScore, noFaultFoundOnFaults: noFaultOnFaults(blindScore) };
  const result = {
    bench: "shop",
    seeds: [first, last],
    faults,
    normalDays,
    ...score,
    missingSources,
    lateChanges: late,
  };
  console.log(JSON.stringify(result));
}

async function harderWorld(): Promise<void> {
  const { outcomes, last } = await harderOutcomes(first, { faults: FAULTS, normalDays: NORMAL_DAYS }, AFTER);
  if (options.includes("--cases"))
    for (const each of outcomes.filter(wentWrong)) console.log(JSON.stringify(caseOf(each)));
  const { faults, normalDays, ...score } = harderScoreOf(outcomes);
  console.log(JSON.stringify({ bench: "shop harder", seeds: [first, last], faults, normalDays, ...score }));
}

/** What went wrong on a day, with the first hypothesis. */
function caseOf({ ms: _, top, rank, ...rest }: HarderOutcome): Record<string, unknown> {
  const accused = top && `${top.component.id} (${top.mechanism})`;
  return { case: "shop harder", ...rest, accused, rank: Number.isFinite(rank) ? rank : null };
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

async function outcomesOf(
  wanted: readonly Play[],
  moments: readonly number[],
): Promise<readonly (readonly Outcome[])[]> {
  const found: (readonly Outcome[])[] = [];
  for (const each of wanted) found.push((await play(each, moments)) ?? []);
  return found;
}

/** How often the top cause (its component or its mechanism) is another once changes arrive, and how often it had been CONFIRMED before. */
async function lateChanges(wanted: readonly Play[]): Promise<Record<string, number>> {
  const { least, most } = LATE_CHANGES;
  const plays = wanted.map((each) => ({ ...each, changesLate: least + ((each.seed * 37) % (most - least + 1)) }));
  const pairs = (await outcomesOf(plays, [EARLY, LATER])).flatMap(([early, later]) =>
    early && later ? [{ early, later }] : [],
  );
  const moved = pairs.filter(({ early, later }) => early.top?.component.id !== later.top?.component.id);
  const renamed = pairs.filter(
    (pair) => !moved.includes(pair) && pair.early.top?.mechanism !== pair.later.top?.mechanism,
  );
  const confirmed = (some: typeof pairs) => some.filter(({ early }) => early.verdict === "CONFIRMED").length;
  return {
    faults: pairs.length,
    confirmedEarly: confirmed(pairs),
    differ: moved.length + renamed.length,
    differConfirmed: confirmed(moved) + confirmed(renamed),
    otherComponent: moved.length,
    otherComponentConfirmed: confirmed(moved),
  };
}

function noFaultOnFaults({ precision }: Pick<PassScore, "precision">): number {
  const { of, right } = precision["NO FAULT FOUND"];
  return of - right;
}

/** What was not right, for whoever improves the engine. */
function tell(pass: string, outcome: Outcome): void {
  const { seed, mechanism, truth, verdict, top, rank } = outcome;
  if (!env.EXPLAIN || isRight(outcome) || (truth === undefined && verdict === "INCONCLUSIVE")) return;
  const said = top ? `${top.component.id} (${top.mechanism})` : "nothing";
  console.log(`${pass} ${seed}: ${mechanism} of ${truth ?? "nothing"} → ${verdict} ${said}, truth at ${rank}`);
}
