import { toMessage } from "./alarms/notification.ts";
import { alarmsOfLostZone } from "./alarms/zone-alarms.ts";
import { step } from "./faults/fault.ts";
import { faults } from "./faults/faults.ts";
import type { SimulatedIncident } from "./faults/incidents.ts";
import { createLogs } from "./logs/logs.ts";
import { changesOf, createChanges } from "./signals/changes.ts";
import { createMetrics } from "./signals/metrics.ts";
import { createTopology } from "./signals/topology.ts";
import type { Lags, Simulation, SimulationSetting } from "./simulation.ts";
import { partsOfKind } from "./world/graph.ts";
import type { ShopPlace } from "./world/names.ts";
import { createDraw, pickFrom, uniform } from "./world/noise.ts";
import { createWorld } from "./world/world.ts";
import { zonesOf } from "./world/zones.ts";

/** A lost zone: a storm of alarms, and 25 minutes later a notice of AWS Health. */
export const lostZone: SimulatedIncident = {
  id: "lost-zone",
  title: "Everything at once",
  summary: "400 alarms of all services within 90 seconds.",
  storm: true,
  answer: {
    component: "zone",
    mechanism: "lost zone",
    sentence: "One of the three availability zones cannot be reached.",
  },
};

/** CloudWatch evaluates the alarms of a minute together, so the first ones arrive together. */
const AT_ONCE = 12;
const WITHIN_S = 90;
const HEALTH_AFTER_S = 25 * 60;
const LASTS_MINUTES = 120;
/** The share of failing requests until the load balancer stops using the lost targets. */
const FAILING = 0.3;

/** Simulates the lost zone; it is drawn from the seed, and is the answer's component. */
export function playLostZone(
  setting: SimulationSetting & { readonly place: ShopPlace; readonly lags: Lags },
): Simulation {
  const { seed, startedAt, place, lags, now = () => new Date() } = setting;
  const zone = pickFrom(createDraw(seed, 921), zonesOf(place.region));
  const start = Math.floor(startedAt.getTime() / 1000);
  const onset = Math.floor(start / 60) - 1;
  const modifiers = partsOfKind("service").map((component) => ({
    component,
    lever: "faults" as const,
    amount: FAILING,
    shape: step(1),
  }));
  const world = createWorld(seed, { onset, lastsMinutes: LASTS_MINUTES, modifiers });
  const story = {
    seed,
    fault: faults.none,
    component: "shop-alb",
    onset: onset * 60,
    lastsMinutes: LASTS_MINUTES,
    place,
  };
  return {
    incident: { ...lostZone, answer: { ...lostZone.answer, component: zone } },
    onsetAt: new Date(onset * 60_000),
    alarmAt: startedAt,
    notifications: [...alarmsAt(zone, place, seed, start), healthAt(zone, place, start)],
    telemetry: {
      metrics: createMetrics(world, now, lags.metrics),
      changes: createChanges(changesOf(story), now, lags.changes),
      logs: createLogs(world, story, now, lags.logs),
      topology: createTopology(world, place, now, lags.topology),
    },
  };
}

function alarmsAt(zone: string, place: ShopPlace, seed: number, start: number): Simulation["notifications"] {
  return alarmsOfLostZone(zone, place, seed)
    .map(({ rule, value }, index) => {
      const at = start + (index < AT_ONCE ? 0 : uniform(seed, 922, index) * WITHIN_S);
      const crossing = { at, values: [{ at: Math.floor(at / 60) * 60 - 60, value }] };
      return { at: new Date(at * 1000), message: toMessage(rule, crossing, "ALARM", place) };
    })
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

/** The notice in the form of EventBridge. https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
function healthAt(zone: string, { account, region }: ShopPlace, start: number): Simulation["notifications"][number] {
  const at = new Date((start + HEALTH_AFTER_S) * 1000);
  const eventTypeCode = "AWS_EC2_OPERATIONAL_ISSUE";
  const latestDescription = `We are investigating connectivity issues affecting some instances in a single Availability Zone (${zone}) in the ${region} Region.`;
  const message = {
    version: "0",
    id: `health-${start}`,
    "detail-type": "AWS Health Event",
    source: "aws.health",
    account,
    time: at.toISOString(),
    region,
    resources: [],
    detail: {
      eventArn: `arn:aws:health:${region}::event/EC2/${eventTypeCode}/${eventTypeCode}_${start}`,
      service: "EC2",
      eventTypeCode,
      eventTypeCategory: "issue",
      eventScopeCode: "PUBLIC",
      statusCode: "open",
      startTime: new Date(start * 1000).toUTCString(),
      eventRegion: region,
      eventDescription: [{ language: "en_US", latestDescription }],
      affectedEntities: [],
    },
  };
  return { at, message };
}
