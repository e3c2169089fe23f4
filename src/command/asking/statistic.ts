const NAMED = new Map([
  ["average", "Average"],
  ["avg", "Average"],
  ["mean", "Average"],
  ["sum", "Sum"],
  ["total", "Sum"],
  ["minimum", "Minimum"],
  ["min", "Minimum"],
  ["maximum", "Maximum"],
  ["max", "Maximum"],
  ["samplecount", "SampleCount"],
  ["count", "SampleCount"],
  ["samples", "SampleCount"],
  ["iqm", "IQM"],
]);

/** A statistic in CloudWatch's spelling: "Average", "p99", "tm90"; undefined if the word is not one. */
export function statisticOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  const percentile = /^(?:p|tm|tc|ts|wm)(\d{1,2}(?:\.\d{1,10})?|100)$/.test(lower);
  return percentile ? lower : NAMED.get(lower);
}
