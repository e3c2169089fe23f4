import { argv } from "node:process";
import { answer, scoreOf } from "./petshop-score.ts";
import { readWindows } from "./petshop-windows.ts";
import { precisionsOf } from "./precision.ts";

/**
 * `npm run bench:petshop -- <scenario folder>`: how often the true component of recorded faults is found, and how often normal
 * operation is left in peace. Prints how often each verdict was right, then the score, one JSON line each.
 */
const folder = argv[2];
if (folder === undefined) {
  console.error("Which scenario? npm run bench:petshop -- <folder with graph.csv, noissue, train, test>");
  process.exitCode = 1;
} else {
  const windows = await readWindows(folder);
  const answers = windows.map(answer);
  const inconclusive = (normal: boolean) =>
    answers.filter(({ verdict, truth }) => verdict === "INCONCLUSIVE" && (truth === undefined) === normal).length;
  const verdicts = {
    ...precisionsOf(answers),
    inconclusive: inconclusive(false),
    normalInconclusive: inconclusive(true),
  };
  console.log(JSON.stringify({ verdicts }));
  console.log(JSON.stringify(scoreOf(answers)));
}
