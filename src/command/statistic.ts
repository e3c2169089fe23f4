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

/** A statistic as CloudWatch writes it: "Average", "p99", "tm90"; undefined when it is none. */
export function statisticOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  const percentile = /^(?:p|tm|tc|ts|wm)(\d{1,2}(?:\.\d{1,10})?|100)$/.test(lower);
  return percentile ? lower : NAMED.get(lower);
}

const DAY = 86_400;

/**
 * The finest period in seconds that CloudWatch still keeps for a time that long ago: 60 s for 15 days, 300 s for 63,
 * then 3600 s. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export function finestPeriod(ageSeconds: number): number {
  if (ageSeconds > 63 * DAY) return 3600;
  return ageSeconds > 15 * DAY ? 300 : 60;
}
