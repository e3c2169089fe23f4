import type { Change } from "../../findings/change.ts";
import type { Seen } from "../../findings/measured.ts";
import type { ResultTable } from "../../findings/result-table.ts";
import type { AlarmEvent, Alarms, StandingAlarm } from "../ports/alarms.ts";
import type { Clusters } from "../ports/clusters.ts";
import type { DatabaseLoads } from "../ports/database-loads.ts";
import type { Listings } from "../ports/listings.ts";
import type { OpenSearch } from "../ports/open-search.ts";
import type { Athena, Changes, Logs, Telemetry, Traces } from "../ports/ports.ts";
import type { Prometheus } from "../ports/prometheus.ts";
import type { Topics } from "../ports/topics.ts";
import { hasSecret, mask, maskName } from "./mask.ts";
import { namesSecret } from "./secret-names.ts";

/**
 * Telemetry of any source with secrets masked in all text that people or programs wrote: log lines, rows, traces, changes, alarms,
 * subscribers and gaps. Names that a source is asked by stay as they are. Jobs see telemetry through this and in no other way.
 */
export function masked(telemetry: Telemetry): Telemetry {
  const { metrics, topology, places, label, account, spent, consoleLink, ...texts } = telemetry;
  const { changes, logs, alarms, traces, athena, topics, clusters, ...more } = texts;
  const { prometheus, openSearch, databaseLoads, listings, ...others } = more;
  // A new port is a compile error here until somebody decides whether it carries text.
  others satisfies Readonly<Record<string, never>>;
  return {
    metrics,
    topology,
    changes: maskedChanges(changes),
    logs: maskedLogs(logs),
    ...(places && { places }),
    ...(alarms && { alarms: maskedAlarms(alarms) }),
    ...(traces && { traces: maskedTraces(traces) }),
    ...(athena && { athena: maskedAthena(athena) }),
    ...(topics && { topics: maskedTopics(topics) }),
    ...(clusters && { clusters: maskedClusters(clusters) }),
    ...(openSearch && { openSearch: maskedOpenSearch(openSearch) }),
    ...(databaseLoads && { databaseLoads: maskedLoads(databaseLoads) }),
    ...(listings && { listings: maskedListings(listings) }),
    ...(prometheus && { prometheus: maskedPrometheus(prometheus) }),
    ...(label !== undefined && { label }),
    ...(account !== undefined && { account }),
    ...(spent && { spent }),
    ...(consoleLink && { consoleLink }),
  };
}

/** Alarms seen with their texts masked. */
export function maskedAlarmsSeen(seen: Seen<readonly StandingAlarm[]>): Seen<readonly StandingAlarm[]> {
  return each(seen, (alarm) => ({
    ...alarm,
    reason: mask(alarm.reason),
    ...(alarm.description !== undefined && { description: mask(alarm.description) }),
  }));
}

function maskedChanges(changes: Changes): Changes {
  return {
    during: async (...asked) => each(await changes.during(...asked), maskedChange),
  };
}

/** Who made it stays: that is what it is asked for. A parameter is exact or absent, as it goes into a command. */
function maskedChange(change: Change): Change {
  const { action, resources, detail, parameters, link } = change;
  const exact = Object.entries(parameters ?? {}).filter(([name, value]) => !namesSecret(name) && !hasSecret(value));
  return {
    ...change,
    action: mask(action),
    resources: resources.map(maskName),
    detail: Object.fromEntries(
      Object.entries(detail).map(([name, value]) => [maskName(name), maskedField(name, value)]),
    ),
    ...(parameters && { parameters: Object.fromEntries(exact) }),
    ...(link !== undefined && { link: mask(link) }),
  };
}

function maskedLogs({ patterns, estimate, query }: Logs): Logs {
  return {
    patterns: async (...asked) =>
      each(await patterns(...asked), (found) => ({
        ...found,
        pattern: mask(found.pattern),
        sample: mask(found.sample),
      })),
    ...(estimate && { estimate }),
    ...(query && {
      query: async (...asked) => {
        const seen = await query(...asked);
        return { ...seen, value: maskedTable(seen.value), gaps: maskedGaps(seen.gaps) };
      },
    }),
  };
}

function maskedTraces(traces: Traces): Traces {
  return {
    find: async (...asked) =>
      each(await traces.find(...asked), (trace) => ({
        ...trace,
        entry: mask(trace.entry),
        ...(trace.cause !== undefined && { cause: mask(trace.cause) }),
      })),
  };
}

function maskedAthena(athena: Athena): Athena {
  return {
    async run(request, options) {
      const seen = await athena.run(request, options);
      return { ...seen, value: { ...maskedTable(seen.value), sql: seen.value.sql }, gaps: maskedGaps(seen.gaps) };
    },
  };
}

/** Logs and events are what programs write; the fields of objects are compared with each other, and shown as far as they are wrong. */
function maskedClusters({ names, state }: Clusters): Clusters {
  return {
    names,
    async state(...asked) {
      const seen = await state(...asked);
      const { objects, logs } = seen.value;
      const value = {
        ...seen.value,
        objects: { ...objects, Event: objects.Event.map((event) => ({ ...event, message: mask(event.message) })) },
        logs: logs.map((log) => ({ ...log, text: mask(log.text) })),
      };
      return { ...seen, value, gaps: maskedGaps(seen.gaps) };
    },
  };
}

function maskedAlarms(alarms: Alarms): Alarms {
  return {
    list: async (...asked) => maskedAlarmsSeen(await alarms.list(...asked)),
    history: async (...asked) => each(await alarms.history(...asked), maskedEvent),
    put: (...asked) => alarms.put(...asked),
    mute: (...asked) => alarms.mute(...asked),
    unmute: (...asked) => alarms.unmute(...asked),
  };
}

function maskedEvent(event: AlarmEvent): AlarmEvent {
  switch (event.type) {
    case "state":
      return { ...event, reason: mask(event.reason) };
    case "configuration": {
      const settings = Object.entries(event.settings).map(([name, value]) => [name, mask(value)]);
      return { ...event, summary: mask(event.summary), settings: Object.fromEntries(settings) };
    }
    case "action":
      return { ...event, summary: mask(event.summary) };
    default:
      return event satisfies never;
  }
}

function maskedTopics(topics: Topics): Topics {
  const { endpoint: own } = topics;
  return {
    endpoint: own,
    list: (...asked) => topics.list(...asked),
    subscriptions: async (...asked) =>
      each(await topics.subscriptions(...asked), (found) =>
        found.endpoint === own ? found : { ...found, endpoint: mask(found.endpoint) },
      ),
    subscribe: (...asked) => topics.subscribe(...asked),
    publish: (...asked) => topics.publish(...asked),
  };
}

/** Labels are written by programs, and may carry what a program was called with. */
function maskedPrometheus({ label: shown, range, instant, labelValues }: Prometheus): Prometheus {
  return {
    ...(shown !== undefined && { label: shown }),
    range: async (...asked) => each(await range(...asked), ({ label, series }) => ({ label: mask(label), series })),
    instant: async (...asked) =>
      each(await instant(...asked), ({ labels, value }) => ({
        labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, maskedField(name, text)])),
        value,
      })),
    labelValues: async (label, ...asked) =>
      each(await labelValues(label, ...asked), (text) => maskedField(label, text)),
  };
}

/** A statement has no values, but a comment in it may have. */
function maskedLoads({ compare }: DatabaseLoads): DatabaseLoads {
  return {
    async compare(...asked) {
      const { value, horizon, gaps } = await compare(...asked);
      const statements = value?.statements.map((part) => ({ ...part, name: mask(part.name) })) ?? [];
      return { value: value && { ...value, statements }, horizon, gaps: maskedGaps(gaps) };
    },
  };
}

function maskedListings({ read }: Listings): Listings {
  return {
    async read(...asked) {
      const seen = await read(...asked);
      return { ...seen, value: maskedTable(seen.value), gaps: maskedGaps(seen.gaps) };
    },
  };
}

function maskedOpenSearch({ label, rows }: OpenSearch): OpenSearch {
  return {
    ...(label !== undefined && { label }),
    async rows(...asked) {
      const seen = await rows(...asked);
      return { ...seen, value: maskedTable(seen.value), gaps: maskedGaps(seen.gaps) };
    },
  };
}

function maskedTable(table: ResultTable): ResultTable {
  const names = table.columns.map(({ name }) => name);
  return { ...table, rows: table.rows.map((row) => row.map((cell, index) => maskedField(names[index] ?? "", cell))) };
}

/** An id of AWS's own: long digits in it are no card. */
const AWS_ID = /^(?:arn:aws[\w-]*:\S+|[a-z][\w-]*\/\d+)$/;

/** A secret without its name beside it: the name is the field's. */
function maskedField(name: string, value: string): string {
  if (value !== "" && namesSecret(name)) return "[secret hidden]";
  return AWS_ID.test(value) ? maskName(value) : mask(value);
}

/** What an answer holds, each by itself, with the reasons of its gaps masked. */
function each<T>(seen: Seen<readonly T[]>, toMasked: (value: T) => T): Seen<readonly T[]> {
  return { ...seen, value: seen.value.map(toMasked), gaps: maskedGaps(seen.gaps) };
}

function maskedGaps(gaps: Seen<unknown>["gaps"]): Seen<unknown>["gaps"] {
  return gaps.map((gap) => ({ ...gap, reason: mask(gap.reason) }));
}
