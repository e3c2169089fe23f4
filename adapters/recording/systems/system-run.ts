import type { MetricQuery } from "../../../src/findings/measured.ts";
import type { ShopPlace } from "../shop/world/names.ts";
import type { SystemIncident } from "./system-incident.ts";

/** One run of a system's incident; times in epoch seconds. */
export interface SystemRun {
  readonly incident: SystemIncident;
  /** Whether nothing is wrong, and an alarm that is set too close fires at one small peak. */
  readonly isHealthy: boolean;
  /** The value of that peak. */
  readonly peak: number;
  readonly threshold: number;
  /** How many values in a row make the alarm fire. */
  readonly datapoints: number;
  readonly seed: number;
  readonly place: ShopPlace;
  readonly now: () => Date;
  /** The metric of the alarm. */
  readonly watched: MetricQuery;
  readonly onset: number;
  readonly firedAt: number;
  readonly until: number;
}

/** A text with the account and Region of a run. */
export function placed(text: string, { account, region }: ShopPlace): string {
  return text.replaceAll("{account}", account).replaceAll("{region}", region);
}
