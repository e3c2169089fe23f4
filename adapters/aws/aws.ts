import type { Question } from "../../src/events/events.ts";
import type { SweptPlace } from "../../src/jobs/sweep.ts";
import { type Log, silentLog } from "../../src/log/log.ts";
import type { Tags } from "../../src/routing/labels.ts";
import type { Spending, Telemetry } from "../../src/telemetry/ports/ports.ts";
import { type Account, type Accounts, accountIdOf, accountOf, isOwn, labelOf } from "./account/accounts.ts";
import { unconnected, unshared } from "./account/unconnected.ts";
import { createAthena } from "./athena/athena.ts";
import { createSession, type Limits } from "./call/session.ts";
import { createChanges } from "./cloudtrail/changes.ts";
import { createAlarms } from "./cloudwatch/alarms.ts";
import { createMetrics } from "./cloudwatch/metrics.ts";
import { createServiceSignals } from "./cloudwatch/signals.ts";
import { createSpread } from "./cloudwatch/spread.ts";
import { createAlarmTags } from "./cloudwatch/tags.ts";
import { consoleLink } from "./console.ts";
import { describersOf } from "./describers.ts";
import { createInstances } from "./ec2/instances.ts";
import { createZones } from "./ec2/zones.ts";
import { createDescribed } from "./graph/described.ts";
import { createPlaces } from "./graph/places.ts";
import { createTopology } from "./graph/topology.ts";
import { createLogGroups } from "./logs/groups.ts";
import { createLogs } from "./logs/logs.ts";
import { createRecordedDatabases } from "./performance-insights/instances.ts";
import { createDatabaseLoads } from "./performance-insights/loads.ts";
import { type PermissionWatch, type TriedPlace, watchPermissions } from "./permissions/trials.ts";
import { type AwsPlace, openPlace } from "./place.ts";
import { createTopics } from "./sns/topics.ts";
import { createGraph } from "./xray/graph.ts";
import { createTraces } from "./xray/traces.ts";

export interface AwsSettings {
  readonly region: string;
  /** Another AWS on loopback. */
  readonly endpoint: string | undefined;
  /** The id of Gumshoe's own account; undefined if AWS did not answer. */
  readonly account: string | undefined;
  /** Key: the name that people type. */
  readonly accounts: Accounts;
  readonly athena: { readonly workgroup: string; readonly database: string | undefined };
  /** The address that SNS posts to, and the ARN of the dead-letter queue. */
  readonly sns?: { readonly endpoint: string | undefined; readonly deadLetterQueue: string | undefined };
  /** The budget of one investigation or question. */
  readonly limits: Limits;
  /** The highest cost of one log search or Athena query, US dollars. */
  readonly queryDollars: number;
  /** Names of the tags of alarms that are read. */
  readonly tags?: readonly string[];
  readonly now: () => Date;
  readonly log?: Log;
}

/** The account and Region to read. `account`: a name of `accounts` or an account id. */
export interface AwsScope {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

export interface Aws {
  /** Telemetry with its own budget, of which `spent` is used already. */
  telemetryFor(scope: AwsScope, spent?: Spending): Telemetry;
  /** Where the sweep lists alarms: Gumshoe's own account and those it assumes a role in, in its Region and the Regions of the topics. */
  places(topics: ReadonlySet<string>): readonly SweptPlace[];
  /** What AWS does not allow where investigations look. */
  readonly permissions: PermissionWatch;
  /** Tags of an alarm, by its ARN. Never rejects. */
  tagsOf(arn: string): Promise<Tags>;
}

/** Creates AWS telemetry for investigations: they share clients, but no budgets and no answers. */
export function createAws(settings: AwsSettings): Aws {
  const places = new Map<string, AwsPlace>();

  function placeAt(account: Account | undefined, region: string): AwsPlace {
    const key = `${JSON.stringify(account ?? null)} ${region}`;
    const place = places.get(key) ?? openPlace({ account, region, endpoint: settings.endpoint, now: settings.now });
    places.set(key, place);
    return place;
  }

  /** A client in the topic's own Region, and in its account if there is a role for that. */
  function snsOf(topicArn: string): AwsPlace["sns"] {
    const [, , , region = settings.region, owner] = topicArn.split(":");
    return placeAt(accountOf(settings.accounts, owner), region).sns;
  }

  /** A client in the alarm's own Region and account; undefined where that is not connected. */
  function cloudWatchOf(arn: string): AwsPlace["cloudwatch"] | undefined {
    const [, , , region = settings.region, owner = ""] = arn.split(":");
    const account = accountOf(settings.accounts, owner);
    const readable = account?.type === "role" || isOwn(owner, settings.account);
    return readable ? placeAt(account, region).cloudwatch : undefined;
  }

  /** Gumshoe's own account, and those that it assumes a role in. */
  function triedPlaces(): readonly TriedPlace[] {
    const { accounts, region } = settings;
    const roles = Object.entries(accounts).filter(([, { type }]) => type === "role");
    return [
      { name: region, place: placeAt(undefined, region) },
      ...roles.map(([name, account]) => ({ name: `${name} ${region}`, place: placeAt(account, region) })),
    ];
  }

  const aws: Aws = {
    permissions: watchPermissions({ places: triedPlaces, now: settings.now, log: settings.log ?? silentLog }),
    tagsOf: createAlarmTags({
      clientOf: cloudWatchOf,
      names: settings.tags ?? [],
      now: settings.now,
      log: settings.log ?? silentLog,
    }),
    places(topics) {
      const roles = Object.entries(settings.accounts).flatMap(([name, { type }]) => (type === "role" ? [name] : []));
      const regions = new Set([settings.region, ...[...topics].map((arn) => arn.split(":")[3] ?? settings.region)]);
      return [undefined, ...roles].flatMap((account) =>
        [...regions].flatMap((region) => {
          const { alarms } = aws.telemetryFor({ account, region });
          return alarms ? [{ alarms, onlyHeard: account !== undefined }] : [];
        }),
      );
    },
    telemetryFor({ account: named, region = settings.region }, spent) {
      const { now, limits, queryDollars } = settings;
      const account = accountOf(settings.accounts, named);
      if (named !== undefined && !account && !isOwn(named, settings.account)) return unconnected(named);
      const place = placeAt(account, region);
      const session = createSession(limits, spent);
      const id = account === undefined ? settings.account : accountIdOf(account);
      const label = account === undefined ? undefined : labelOf(settings.accounts, accountIdOf(account));
      const linked = account?.type === "linked" ? account.id : undefined;
      const groups = createLogGroups(place.logs, session, place.groups, linked);
      const { workgroup, database } = settings.athena;
      const { endpoint, deadLetterQueue } = settings.sns ?? { endpoint: undefined, deadLetterQueue: undefined };
      const nameOf = (other: string): string => labelOf(settings.accounts, other);
      const shared = {
        metrics: createMetrics({ client: place.cloudwatch, session, account: linked, now }),
        logs: createLogs({ client: place.logs, session, groups, dollars: queryDollars, now }),
        topology: createTopology({
          graph: createGraph({ client: place.xray, session, account: id, nameOf }),
          signals: createServiceSignals(place.cloudwatch, session, place.services, linked),
          ...(linked === undefined && {
            described: createDescribed(describersOf(place, session, { region, account: id })),
          }),
          groups,
          now,
        }),
        traces: createTraces({ client: place.xray, session, account: id, linked: linked !== undefined, nameOf, now }),
        ...(label !== undefined && { account: label }),
        spent: session.spent,
        consoleLink: (question: Question) => consoleLink(question, region, linked),
      };
      if (linked !== undefined) return { ...shared, ...unshared(nameOf(linked), linked, region) };
      return {
        ...shared,
        changes: createChanges({ client: place.cloudtrail, session, rate: place.lookups, now }),
        alarms: createAlarms({ client: place.cloudwatch, session, now }),
        places: createPlaces({
          zones: createZones(place.ec2, session, place.zones),
          instances: createInstances(place.ec2, session, place.instances),
          spread: createSpread(place.cloudwatch, session, place.spread),
          now,
        }),
        databaseLoads: createDatabaseLoads({
          client: place.insights,
          session,
          idOf: createRecordedDatabases(place.rds, session),
          now,
        }),
        athena: createAthena({ client: place.athena, session, workgroup, database, dollars: queryDollars, now }),
        topics: createTopics({ client: place.sns, clientOf: snsOf, session, endpoint, deadLetterQueue, now }),
      };
    },
  };
  return aws;
}
