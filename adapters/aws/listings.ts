import type { Listing } from "../../src/packs/listing.ts";
import type { Alarms } from "../../src/telemetry/ports/alarms.ts";
import type { Listings } from "../../src/telemetry/ports/listings.ts";
import type { Metrics } from "../../src/telemetry/ports/ports.ts";
import { createAwsApi } from "./call/aws-api.ts";
import type { ReadListing } from "./call/listing.ts";
import type { Session } from "./call/session.ts";
import {
  createAlarmBands,
  createAlarmTrees,
  createAsleepAlarms,
  createRestlessAlarms,
} from "./cloudwatch/alarm-lists.ts";
import { createInsightContributors, createInsightRules } from "./cloudwatch/insight-rules.ts";
import { createLinkedAccounts } from "./cloudwatch/linked-accounts.ts";
import { createMetricStreams } from "./cloudwatch/metric-streams.ts";
import { createWorkerSizes } from "./emr/worker-sizes.ts";
import { createFlowContributors } from "./network-flows/contributors.ts";
import type { AwsPlace } from "./place.ts";
import { createRedshift } from "./redshift/statements.ts";
import { createCanary } from "./resources/canary.ts";
import { createRuntimes, createUnused } from "./resources/fleet.ts";

const REDSHIFT = { service: "redshift-data", name: "Redshift" } as const;
const OAM = { service: "oam", name: "Observability Access Manager" } as const;
/** It has a name of its own: https://docs.aws.amazon.com/general/latest/gr/cwnfm.html */
const FLOWS = {
  service: "networkflowmonitor",
  name: "Network Flow Monitor",
  host: (region: string): string => `networkflowmonitor.${region}.api.aws`,
} as const;

/** The listings of one account and Region. */
export function createListings(deps: {
  readonly place: AwsPlace;
  readonly session: Session;
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly now: () => Date;
}): Listings {
  const { place, session, metrics, alarms, now } = deps;
  const { cloudwatch, lambda, tagging, connection } = place;
  const functions = { lambda, tagging, metrics, session, now };
  const readers: Readonly<Record<Listing, ReadListing>> = {
    "alarm-trees": createAlarmTrees(alarms, now),
    "alarms-asleep": createAsleepAlarms(alarms, now),
    "alarms-restless": createRestlessAlarms(alarms, now),
    "alarms-on-bands": createAlarmBands(alarms, now),
    "flow-contributors": createFlowContributors(createAwsApi(connection, FLOWS, session)),
    "insight-contributors": createInsightContributors(cloudwatch, session),
    "insight-rules": createInsightRules(cloudwatch, session),
    "lambda-canary": createCanary(lambda, metrics, session),
    "lambda-runtimes": createRuntimes(functions),
    "lambda-unused": createUnused(functions),
    "linked-accounts": createLinkedAccounts(createAwsApi(connection, OAM, session), cloudwatch, session),
    "metric-streams": createMetricStreams(cloudwatch, session),
    redshift: createRedshift(createAwsApi(connection, REDSHIFT, session)),
    "worker-sizes": createWorkerSizes(metrics),
  };
  return {
    async read({ listing, ...request }, signal) {
      const found = await readers[listing](request, signal);
      return { ...found, horizon: now().getTime() / 1000 };
    },
  };
}
