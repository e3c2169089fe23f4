import { argv } from "node:process";
import { perturbations, perturbed } from "./petshop-perturbed.ts";
import { answer, scoreOf } from "./petshop-score.ts";
import { readWindows } from "./petshop-windows.ts";
import { precisionsOf } from "./precision.ts";

/**
 * `npm run bench:petshop -- <scenario folder> [--perturbed]`: how often the true component of recorded faults is found, and how often normal
 * operation is left in peace. Prints how often each verdict was right, then the score, one JSON line each. With `--perturbed` the recorded faults
 * are also changed in memory as other days may change them, each three times: a line for each kind of change.
 */
const TIMES = 3;

const folder = argv.slice(2).find((each) => !each.startsWith("--"));
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
  if (argv.includes("--perturbed")) {
    const faults = windows.filter(({ truth }) => truth !== undefined);
    for (const [change, perturb] of Object.entries(perturbations)) {
      const again = Array.from({ length: TIMES }, (_, time) =>
        faults.map((window, index) => answer(perturbed(window, perturb, time * faults.length + index))),
      ).flat();
      const { cases, top1, top3 } = scoreOf(again);
      const { right, of } = precisionsOf(again).LIKELY;
      console.log(JSON.stringify({ bench: "petshop perturbed", change, cases, top1, top3, LIKELY: { right, of } }));
    }
  }
}
