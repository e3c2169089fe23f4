import type { Listing } from "../../../src/packs/listing.ts";
import type { Signal } from "../../../src/packs/signal.ts";

/** A metric of a part: what it usually is, a sum in a minute, and what it is during the incident; unchanged if that is left out. */
export interface SystemMetric {
  readonly statistic: string;
  readonly usual: number;
  readonly bad?: number;
  /** Its signal, if no pack knows the metric. */
  readonly signal?: Signal;
}

/** A line that a part writes: how often a minute, usually and during the incident. */
export interface SystemLine {
  readonly text: string;
  readonly severity: "error" | "warning" | "info";
  readonly usual: number;
  readonly bad: number;
}

/** A part of a system. In texts, `{account}` and `{region}` stand for the place of the run. */
export interface SystemPart {
  readonly id: string;
  /** The kind of the pack that knows it, or X-Ray's name of it. */
  readonly kind: string;
  readonly arn: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, SystemMetric>>;
  readonly logGroup?: string;
  readonly lines?: readonly SystemLine[];
}

/** A change before the incident, at a part. */
export interface SystemChange {
  readonly minutesBefore: number;
  readonly action: string;
  readonly actor: string;
  readonly part: string;
  readonly detail: Readonly<Record<string, string>>;
}

/** A series that Prometheus would have: what it usually is, and during the incident; of a counter, how fast it grows a second. */
export interface SystemSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly usual: number;
  readonly bad?: number;
  readonly isCounter?: true;
}

/** A table that an API of AWS would answer. */
export interface SystemListing {
  readonly listing: Listing;
  /** A part of the statement that it answers, where the listing is asked with one. */
  readonly of?: string;
  /** Those of numbers begin with #. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The rows of a day on which nothing is wrong. */
  readonly usual: readonly (readonly string[])[];
}

/** A cluster as `kubectl get` would list it; `onset` is when the incident began, epoch seconds. */
export interface SystemCluster {
  readonly name: string;
  readonly objects: (onset: number, isHealthy: boolean) => readonly unknown[];
}

/** A simulated incident of one AWS system: its parts, what goes wrong, and the alarm that sees it. */
export interface SystemIncident {
  readonly id: string;
  /** Shown in lists, without naming the cause. */
  readonly title: string;
  readonly summary: string;
  /** The truth: the part that is at fault, why, in one sentence. */
  readonly answer: { readonly component: string; readonly mechanism: string; readonly sentence: string };
  readonly parts: readonly SystemPart[];
  /** Who calls whom. */
  readonly calls?: readonly (readonly [from: string, to: string])[];
  readonly alarm: {
    readonly part: string;
    readonly metric: string;
    readonly threshold: number;
    /** True: values below are bad. */
    readonly below?: true;
    /** Seconds; a minute by default. */
    readonly period?: number;
    /** How many periods in a row; three by default. */
    readonly datapoints?: number;
  };
  readonly changes?: readonly SystemChange[];
  readonly cluster?: SystemCluster;
  readonly series?: readonly SystemSeries[];
  readonly listings?: readonly SystemListing[];
}
