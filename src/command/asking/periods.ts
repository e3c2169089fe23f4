const DAY = 86_400;

/**
 * The finest period in seconds that CloudWatch still stores for data of that age: 60 s for 15 days, 300 s for 63,
 * then 3600 s. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export function finestPeriod(ageSeconds: number): number {
  if (ageSeconds > 63 * DAY) return 3600;
  return ageSeconds > 15 * DAY ? 300 : 60;
}

/** The wanted period, rounded to a multiple of the finest one that is still stored. */
export function retainedPeriod(period: number, ageSeconds: number): number {
  const finest = finestPeriod(ageSeconds);
  return Math.max(finest, Math.ceil(period / finest) * finest);
}
