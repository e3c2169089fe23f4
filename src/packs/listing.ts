/** Tables that an API of AWS answers, because no metric and no log has them. */
export const LISTINGS = [
  "alarm-trees",
  "alarms-asleep",
  "alarms-restless",
  "alarms-on-bands",
  "flow-contributors",
  "insight-contributors",
  "insight-rules",
  "lambda-canary",
  "lambda-runtimes",
  "lambda-unused",
  "linked-accounts",
  "metric-streams",
  "redshift",
  "worker-sizes",
] as const;
export type Listing = (typeof LISTINGS)[number];
