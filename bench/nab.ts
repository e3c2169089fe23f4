import { argv } from "node:process";
import { reportsOf } from "./nab-reports.ts";
import { type Points, pointsOf, scoreOf } from "./nab-score.ts";
import { readSeries } from "./nab-series.ts";
import { nabSettingsScore } from "./nab-settings.ts";

/**
 * Prints a line for every series and one for the settings, then one JSON line: how well anomalies in labelled series are reported as they
 * happen.
 */
const folder = argv[2];
if (folder === undefined) {
  console.error("Which series? npm run bench:nab -- <folder with windows.json and data/*.csv>");
  process.exitCode = 1;
} else {
  const begun = performance.now();
  const series = await readSeries(folder);
  const points = series.map((each) => pointsOf(reportsOf(each), each.windows));
  series.forEach((each, index) => {
    console.log(lineOf(each.name, points[index]));
  });
  const rows = series.reduce((sum, { values }) => sum + values.length, 0);
  const microsecondsPerRow = Math.round((1000 * (performance.now() - begun)) / Math.max(1, rows));
  const windows = points.reduce((sum, each) => sum + each.windows, 0);
  const found = windows - points.reduce((sum, each) => sum + each.missed, 0);
  const wrong = points.reduce((sum, each) => sum + each.false, 0);
  console.log(JSON.stringify({ settings: nabSettingsScore(series) }));
  const score = Number(scoreOf(points).toFixed(1));
  console.log(
    JSON.stringify({ bench: "nab", files: series.length, windows, score, found, false: wrong, microsecondsPerRow }),
  );
}

function lineOf(name: string, points: Points | undefined): string {
  if (!points) return name;
  const { windows, missed, earned } = points;
  return `${name}: ${windows - missed} of ${windows} found, ${points.false} false, earned ${earned.toFixed(2)}`;
}
