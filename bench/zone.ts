import { argv, env } from "node:process";
import { playZone } from "./zone-play.ts";

/**
 * `npm run bench:zone -- [runs]`: presses the lost zone of the playground, 400 alarms in 90 s and AWS's own word 25 minutes later, on a
 * clock that goes ten times as fast. Its last line is JSON: the most messages that any run made, the share of runs that named the zone
 * first, before AWS Health did, and the longest time to the first verdict.
 */
const SPEED = 10;
const RUNS = Number(argv[2] ?? 20);

const plays = [];
for (let seed = 1; seed <= RUNS; seed++) {
  const play = await playZone(seed, SPEED);
  const { truth, messages, before, after, firstVerdictMs } = play;
  if (env.EXPLAIN) {
    const found = `${before.verdict} ${before.top}, then ${after.verdict} ${after.top}`;
    console.log(`${seed}: ${truth} → ${found}; ${messages} messages, ${Math.round(firstVerdictMs)} ms`);
  }
  plays.push(play);
}
const share = (right: number): number => Number((right / plays.length).toFixed(3));
console.log(
  JSON.stringify({
    bench: "zone",
    runs: plays.length,
    alarms: Math.max(...plays.map(({ alarms }) => alarms)),
    messages: Math.max(...plays.map(({ messages }) => messages)),
    top1: share(plays.filter(({ truth, before }) => before.top === truth).length),
    confirmed: share(plays.filter(({ truth, after }) => after.top === truth && after.verdict === "CONFIRMED").length),
    firstVerdictMs: Math.round(Math.max(...plays.map(({ firstVerdictMs }) => firstVerdictMs))),
  }),
);
process.exit(0);
