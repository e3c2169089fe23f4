import { basename, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { readIncidents } from "../adapters/recording/incidents/incidents.ts";
import { answersOf, casesOf } from "./recorded-cases.ts";
import { isAccused, lineOf, scoreOf } from "./recorded-score.ts";

/**
 * `npm run bench:recorded -- <folder> [--errors] [--cases]`: how often the true component of recorded incidents is found out of metrics,
 * calls, requests and log lines, how often each verdict is right, and how often somebody is accused in normal operation. Prints one JSON
 * line; with `--cases` one before it for each fault and each normal window in which somebody is accused.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { errors: { type: "boolean", default: false }, cases: { type: "boolean", default: false } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    "Which recording? npm run bench:recorded -- <folder with faults.json, graph.csv, metrics.csv.gz> [--errors] [--cases]",
  );
  process.exitCode = 1;
} else {
  const arrangement = values.errors ? "errors" : "entry";
  const incidents = await readIncidents(folder);
  const answers = await answersOf(incidents, casesOf(incidents, arrangement));
  if (values.cases) {
    for (const answer of answers) if (answer.truth !== undefined || isAccused(answer)) console.log(lineOf(answer));
  }
  console.log(JSON.stringify(scoreOf(basename(resolve(folder)), arrangement, answers)));
}
