import { argv } from "node:process";
import { measure } from "./petshop-score.ts";

/** Prints one JSON line: how often the true component of recorded faults is found, and how often normal operation is left in peace. */
const folder = argv[2];
if (folder === undefined) {
  console.error("Which scenario? npm run bench:petshop -- <folder with graph.csv, noissue, train, test>");
  process.exitCode = 1;
} else {
  console.log(JSON.stringify(await measure(folder)));
}
