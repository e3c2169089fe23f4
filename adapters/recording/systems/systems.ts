import type { MetricQuery } from "../../../src/findings/measured.ts";
import type { SimulatedIncident } from "../shop/faults/incidents.ts";
import { createChanges } from "../shop/signals/changes.ts";
import type { Simulation, SimulationSetting } from "../shop/simulation.ts";
import { alarmArn, type ShopPlace, shopTopic } from "../shop/world/names.ts";
import { metricOfTrigger } from "../trigger.ts";
import { all } from "./incidents.ts";
import { systemChanges } from "./system-changes.ts";
import { createSystemClusters } from "./system-clusters.ts";
import { createSystemTopology } from "./system-graph.ts";
import type { SystemIncident, SystemMetric, SystemPart } from "./system-incident.ts";
import { createSystemListings } from "./system-listings.ts";
import { createSystemLogs } from "./system-logs.ts";
import { createSystemMetrics } from "./system-metrics.ts";
import { createSystemPrometheus } from "./system-prometheus.ts";
import { placed, type SystemRun } from "./system-run.ts";
import { createSystemSearch } from "./system-search.ts";

const LAGS = { metrics: 60, changes: 180, logs: 30, topology: 90 };
const LASTS = 40 * 60;
/** How far the peak of a healthy day lies from the usual value, as a share of it. */
const PEAK = 0.09;
/** Ends the name of an incident on a day on which nothing is wrong. */
export const HEALTHY = "-healthy";

/** The incidents of AWS systems, one each. */
export const systemIncidents: readonly SimulatedIncident[] = all;

/** The incident of a name, also of one of a healthy day: "network-firewall-healthy". Undefined if there is none. */
export function systemIncidentOf(
  name: string,
): { readonly incident: SystemIncident; readonly isHealthy: boolean } | undefined {
  const isHealthy = name.endsWith(HEALTHY);
  const id = isHealthy ? name.slice(0, -HEALTHY.length) : name;
  const incident = all.find((each) => each.id === id);
  return incident && { incident, isHealthy };
}

/** Simulates an incident of an AWS system, or a day on which its alarm fires and nothing is wrong. */
export function simulateSystem(
  { incident, isHealthy }: { readonly incident: SystemIncident; readonly isHealthy: boolean },
  setting: SimulationSetting,
): Simulation {
  const { account = "123456789012", region = "eu-west-1", startedAt, seed, now = () => new Date() } = setting;
  const lags = { ...LAGS, ...setting.lags };
  const place = { account, region };
  const watched = watchedBy(incident);
  const { usual } = metricOf(incident);
  const away = incident.alarm.below ? -PEAK : PEAK;
  const { datapoints, threshold } = isHealthy
    ? { datapoints: 1, threshold: usual * (1 + away / 2) }
    : { datapoints: incident.alarm.datapoints ?? 3, threshold: incident.alarm.threshold };
  const firedAt = Math.floor(startedAt.getTime() / 1000 / watched.period) * watched.period;
  const onset = firedAt - datapoints * watched.period;
  const times = { onset, firedAt, until: firedAt + LASTS };
  const alarm = { watched, threshold, datapoints, peak: usual * (1 + away) };
  const run: SystemRun = { incident, isHealthy, seed, place, now, ...alarm, ...times };
  const recoveredAt = isHealthy ? firedAt + datapoints * watched.period : run.until + watched.period;
  return {
    incident,
    onsetAt: new Date(onset * 1000),
    alarmAt: new Date(firedAt * 1000),
    notifications: [
      { at: new Date(firedAt * 1000), message: messageOf(run, "ALARM", firedAt) },
      { at: new Date(recoveredAt * 1000), message: messageOf(run, "OK", recoveredAt) },
    ],
    telemetry: {
      label: "simulated",
      metrics: createSystemMetrics(run, lags.metrics),
      changes: createChanges(systemChanges(run), now, lags.changes),
      logs: createSystemLogs(run, lags.logs),
      topology: createSystemTopology(run, lags.topology),
      prometheus: createSystemPrometheus(run),
      openSearch: createSystemSearch(run),
      listings: createSystemListings(incident.listings ?? [], run),
      ...(incident.cluster && { clusters: createSystemClusters(incident.cluster, run) }),
    },
  };
}

function partOf({ parts, alarm }: SystemIncident): SystemPart {
  const part = parts.find(({ id }) => id === alarm.part);
  if (!part) throw new Error(`The alarm watches no part: ${alarm.part}.`);
  return part;
}

function metricOf(incident: SystemIncident): SystemMetric {
  const { metric, part } = incident.alarm;
  const watched = partOf(incident).metrics[metric];
  if (!watched) throw new Error(`The alarm watches no metric of ${part}: ${metric}.`);
  return watched;
}

function watchedBy(incident: SystemIncident): MetricQuery {
  const { namespace, dimensions } = partOf(incident);
  const { metric, period = 60 } = incident.alarm;
  return { namespace, metric, dimensions, statistic: metricOf(incident).statistic, period };
}

/** The `Message` of the SNS notification of a transition, as CloudWatch writes it. */
function messageOf(
  { incident, watched, place, threshold, datapoints }: SystemRun,
  state: "ALARM" | "OK",
  at: number,
): Record<string, unknown> {
  const { alarm, id } = incident;
  const { below } = alarm;
  const name = `${id}-${alarm.metric}`;
  const [verb, not] = [below ? "less" : "greater", state === "ALARM" ? "were" : "were not"];
  return {
    AlarmName: name,
    AlarmDescription: incident.summary,
    AWSAccountId: place.account,
    NewStateValue: state,
    NewStateReason: `Threshold Crossed: ${datapoints} datapoints ${not} ${verb} than the threshold (${threshold}).`,
    StateChangeTime: new Date(at * 1000).toISOString().replace("Z", "+0000"),
    Region: place.region,
    AlarmArn: alarmArn(name, place),
    OldStateValue: state === "ALARM" ? "OK" : "ALARM",
    OKActions: [shopTopic(place)],
    AlarmActions: [shopTopic(place)],
    InsufficientDataActions: [],
    Trigger: {
      ...metricOfTrigger(placedQuery(watched, place)),
      EvaluationPeriods: datapoints,
      DatapointsToAlarm: datapoints,
      ComparisonOperator: below ? "LessThanThreshold" : "GreaterThanThreshold",
      Threshold: threshold,
      TreatMissingData: "notBreaching",
    },
  };
}

function placedQuery(query: MetricQuery, place: ShopPlace): MetricQuery {
  const dimensions = Object.entries(query.dimensions).map(([name, value]) => [name, placed(value, place)]);
  return { ...query, dimensions: Object.fromEntries(dimensions) };
}
