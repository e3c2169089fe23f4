import { parseArgs } from "node:util";
import { handMade } from "../test/kubernetes/hand-made.ts";
import { readCases } from "./cluster-cases.ts";
import { explainCase, lineOf, scoreOf } from "./cluster-score.ts";

/**
 * `npm run bench:cluster -- [folder] [--cases]`: how often the right reason of recorded states of a Kubernetes cluster stands first, and
 * among the first three, and how often a healthy state accuses somebody; without a folder, of the hand-made states of the tests. Prints
 * one JSON line; with `--cases` one before it for each case that went wrong.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: "boolean", default: false } },
});
const [folder] = positionals;
const explained = (folder === undefined ? handMade() : readCases(folder)).map(explainCase);
if (values.cases) {
  const isWrong = ({ expected, place, reasons }: (typeof explained)[number]): boolean =>
    "healthy" in expected ? reasons.length > 0 : place !== 1;
  for (const each of explained.filter(isWrong)) console.log(lineOf(each));
}
console.log(JSON.stringify(scoreOf(explained)));
