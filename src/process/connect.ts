import { joinGroups } from "../access/groups.ts";
import { createGuardrails } from "../access/guardrails.ts";
import type { Model } from "../agent/model.ts";
import { type App, createApp } from "../app.ts";
import { streamOf } from "../conversation/streams.ts";
import type { Policy } from "../investigation/decide/policy.ts";
import type { Log } from "../log/log.ts";
import { createOnCall, NO_ON_CALL } from "../on-call/on-call.ts";
import type { Platform, PlatformAdapter } from "../platform.ts";
import type { Stores } from "../store/stores.ts";
import { createChangeIndex } from "../telemetry/changes/change-index.ts";
import { createWellAlarms } from "../telemetry/collect/well-alarms.ts";
import { type AssistantAdapter, createAssistantHost } from "./assistant.ts";
import { type Config, holdersOf, placeOf } from "./config.ts";
import { connectSources } from "./connect-sources.ts";
import type { Door, DoorAdapter } from "./door.ts";
import type { FindingsAdapter } from "./findings.ts";
import type { GreetingLine } from "./greeting.ts";
import type { HeartbeatAdapter } from "./heartbeat.ts";
import type { ModelAdapter } from "./model.ts";
import type { Observers } from "./observers.ts";
import { connectOutside, type Outside } from "./outside.ts";
import { createPlatformHost } from "./platform-host.ts";
import { createFileRouter, createRouteOf } from "./route.ts";
import { createSelfReport } from "./self-report.ts";
import { connectSenders, type SenderAdapter } from "./sender.ts";
import { signInLinkOf } from "./sign-in-link.ts";
import { joinSimulations, type Simulations } from "./simulations.ts";
import type { Source, SourceAdapter } from "./source.ts";
import { joinSources } from "./telemetry.ts";
import type { TracerAdapter, Tracing } from "./tracing/tracing.ts";

/** The lists of adapters, and what the process runs on. */
export interface Parts extends Outside {
  /** Chat platforms. Alarms go to the first. */
  readonly platforms: readonly PlatformAdapter[];
  /** Where deliveries arrive. */
  readonly doors: readonly DoorAdapter[];
  /** Where programs speak for people. */
  readonly assistants?: readonly AssistantAdapter[];
  /** Telemetry sources; the first that has an investigation's telemetry provides it. */
  readonly sources: readonly SourceAdapter[];
  /** What sends to receivers of the file of routes that are no channels. */
  readonly senders?: readonly SenderAdapter[];
  /** What words answers to free questions. */
  readonly model?: ModelAdapter;
  /** What tells a system that watches Gumshoe that it lives. */
  readonly heartbeat?: HeartbeatAdapter;
  /** What tells findings to other systems. */
  readonly findings?: FindingsAdapter;
  /** What sends traces of the process itself. */
  readonly tracer?: TracerAdapter;
  readonly stores: Stores;
  readonly now: () => Date;
  readonly log: Log;
}

/** Everything that is connected, before it starts. */
export interface Connected {
  readonly app: App;
  readonly platforms: readonly Platform[];
  readonly doors: readonly Door[];
  readonly sources: readonly Source[];
  /** The lines of the greeting that say which sources are connected. */
  readonly sourceLines: readonly GreetingLine[];
  readonly simulations: Simulations;
  /** The groups of operators of all platforms. */
  readonly groups: ReturnType<typeof joinGroups>;
  /** Returns the intake stream of a topic. */
  readonly intakeOf: (topic: string) => string;
}

/**
 * In a storm an investigation's alarms are told together, because each commit is folded and, on DynamoDB, paid for. The last ones wait this
 * long for their answer.
 */
const APART_MS = 100;

/** Connects the sources, the platforms and the doors with what lies between them. `observe` returns the app as those who call it get it. */
export async function connect(
  config: Config,
  parts: Parts,
  { observe, lastDelivery, tracing }: Pick<Observers, "observe" | "lastDelivery" | "tracing">,
): Promise<Connected> {
  const { stores, now, log } = parts;
  const { sources, lines } = await connectSources(config, parts.sources, {
    deliver: (topic, messages) =>
      app.deliver(...messages.map((each) => ({ ...each, stream: intakeOf(topic), receivedAt: now().toISOString() }))),
    inUse: isInUse(config, parts),
    now,
    log,
  });
  const simulations = joinSimulations(sources.flatMap(({ simulation }) => simulation ?? []));
  const host = createPlatformHost(config, {
    stores,
    simulations,
    house: () => ({ app, platforms, doors, sources }),
    now,
    log,
  });
  const platforms: readonly Platform[] = await connectAll(parts.platforms, config, host);
  const routeOf = createRouteOf({ platforms, simulated: simulations.topics, manual: config.SNS_TOPICS_MANUAL });
  const router =
    config.ROUTES && createFileRouter(config.ROUTES, platforms, { ...routeOf(""), heard: config.SNS_TOPICS });
  const intakeOf = (topic: string): string => `intake/${routeOf(topic).place}`;
  const groups = joinGroups(Object.fromEntries(platforms.map((platform) => [platform.name, platform.groups])));
  const chats = new Map(platforms.map(({ name, chat }) => [name, tracing.chat(name, chat)]));
  const model = await parts.model?.connect(config);
  // Where incidents are simulated, so is what questions find.
  const publish = simulations.on ? undefined : parts.findings?.connect(config);
  const sourceLines = [...lines, ...modelLine(model), ...findingsLine(config, publish !== undefined)];
  const bare = createApp({
    ...stores,
    ...lookingAt(config, sources, { ...parts, tracing }),
    policy: { ...policyOf(config), publishes: publish !== undefined },
    ...(publish && { publish }),
    ...connectOutside(parts, config),
    reportTemplate: config.REPORT_TEMPLATE,
    runbooks: config.RUNBOOKS,
    onCall: createOnCall(config.ON_CALL ?? NO_ON_CALL, stores.board, now, router?.pageTarget),
    chatOf: (place) => chats.get(place.split(":")[0] ?? ""),
    routeOf,
    ...tagsOfAll(sources),
    ...(router && { router, sendEvent: await connectSenders(parts.senders ?? [], config) }),
    components: simulations.components,
    ...(model && { model }),
    topics: new Set([...config.SNS_TOPICS, ...(simulations.on ? simulations.topics.map(({ alarms }) => alarms) : [])]),
    accounts: Object.keys(config.ACCOUNTS),
    roles: simulations.on ? { operator: new Set(["*"]) } : holdersOf(config),
    memberOf: groups.memberOf,
    barrierTo: async (channel) => platforms.find(({ name }) => name === channel.split(":")[0])?.barrier?.(channel),
    guardrails: createGuardrails(config.GUARDRAILS, { accounts: idsOf(config), region: config.AWS_REGION }),
    audienceOf: (name) => platforms.find((platform) => platform.name === name)?.audience,
    selfReport: createSelfReport(config, {
      house: () => ({ platforms, doors, sources, sourceLines }),
      store: stores.store,
      lastDelivery,
      now,
    }),
    ...signInLinkOf(config, platforms),
    deadLetters: () => doors.flatMap((door) => door.deadLetters ?? []),
    now,
    random: Math.random,
    log,
    observePerformer: tracing.performer,
    apartMs: APART_MS,
  });
  const app: App = observe(bare);
  const doors: readonly Door[] = [
    ...(await connectAll(parts.doors, config, { deliver: app.deliver, streamOf: intakeOf, now, log })),
    ...(await connectAll(parts.assistants ?? [], config, assistantHostOf(app, platforms, config, parts))),
  ];
  return {
    app,
    platforms,
    doors,
    sources,
    sourceLines,
    simulations,
    groups,
    intakeOf,
  };
}

function assistantHostOf(app: App, platforms: readonly Platform[], config: Config, { stores, now, log }: Parts) {
  return createAssistantHost({
    receive: app.receive,
    open: async (reader) => (await app.listOpen(reader)).listed,
    load: async (number) => (await app.load(streamOf(number))).state,
    history: (number) => stores.store.read(streamOf(number), 0),
    reportTemplate: config.REPORT_TEMPLATE,
    maySee: app.maySee,
    homes: platforms.map(({ name, place, page }) => ({ name, place, inside: page?.always === true })),
    now,
    log,
  });
}

function modelLine(model: Model | undefined): readonly GreetingLine[] {
  return model ? [["model", `${model.name} words answers to free questions`]] : [];
}

function findingsLine({ FINDINGS_TOPIC: topic }: Config, publishes: boolean): readonly GreetingLine[] {
  if (topic === undefined) return [];
  return [["findings", publishes ? `published on ${topic}` : "not published, because incidents are simulated here"]];
}

function isInUse(config: Config, { platforms }: Parts): boolean {
  const chats = platforms.some((platform) => platform.isChat?.(config));
  return chats || config.SNS_TOPICS.size > 0 || config.TABLE_NAME !== undefined;
}

function policyOf(config: Config): Policy {
  return {
    autoCloseMs: config.AUTO_CLOSE,
    repeatMs: config.REPEAT_INTERVAL,
    reminderMs: config.ACK_REMINDER,
    twoPersons: config.TWO_PERSONS === "on",
    escalates: (config.ON_CALL?.escalation.length ?? 0) > 0,
  };
}

/** Returns the ids of the accounts that are named. */
function idsOf(config: Config): Readonly<Record<string, string>> {
  const named = Object.keys(config.ACCOUNTS).map((account) => [account, placeOf(config, { account }).account ?? ""]);
  return Object.fromEntries(named);
}

/** Returns where the alarms of all sources are listed; undefined where no source lists any. */
export function placesOf(sources: readonly Source[]): NonNullable<Source["places"]> | undefined {
  const listing = sources.filter(({ places }) => places !== undefined);
  return listing.length === 0 ? undefined : () => listing.flatMap((source) => source.places?.() ?? []);
}

/** The tags that the first source tells. */
function tagsOfAll(sources: readonly Source[]): Pick<Parameters<typeof createApp>[0], "tagsOf"> {
  const source = sources.find(({ tagsOf }) => tagsOf !== undefined);
  return source?.tagsOf ? { tagsOf: source.tagsOf } : {};
}

function lookingAt(
  config: Config,
  sources: readonly Source[],
  { stores, now, tracing }: Parts & { readonly tracing: Tracing },
) {
  const changes = createChangeIndex(stores.board, now);
  const places = placesOf(sources);
  return {
    changes,
    telemetryFor: joinSources(sources.map(tracing.source), changes, config),
    ...(places && { wellAlarms: createWellAlarms(places, now) }),
  };
}

/** Connects what is set up, in order. */
async function connectAll<Host, Thing>(
  adapters: readonly { readonly connect: (config: Config, host: Host) => Promise<Thing | undefined> }[],
  config: Config,
  host: Host,
): Promise<readonly Thing[]> {
  const connected: Thing[] = [];
  for (const adapter of adapters) {
    const thing = await adapter.connect(config, host);
    if (thing !== undefined) connected.push(thing);
  }
  return connected;
}
