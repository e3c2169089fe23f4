/**
 * List prices of us-east-1 in US dollars; other Regions differ by some percent.
 * https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/athena/pricing/ https://aws.amazon.com/xray/pricing/
 */
const GIGABYTE = 1024 ** 3;

/** GetMetricData: $0.01 per 1,000 metrics. */
export const METRIC_DOLLARS = 0.01 / 1_000;

/** A standard alarm on one metric: $0.10 a month; one with a period under a minute: $0.30. */
export const alarmDollars = (period: number): number => (period < 60 ? 0.3 : 0.1);

/** X-Ray: $0.50 per million traces looked through. */
export const TRACE_DOLLARS = 0.5 / 1_000_000;

/** Logs Insights: $0.005 per GB read. */
export const logDollars = (bytes: number): number => (bytes / GIGABYTE) * 0.005;

/** Athena: $5 per TB read, at least 10 MB a query. */
export const athenaDollars = (bytes: number): number => (Math.max(bytes, 10 * 1024 ** 2) / (1024 * GIGABYTE)) * 5;
