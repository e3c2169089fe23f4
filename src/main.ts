import { randomBytes } from "node:crypto";
import { join } from "node:path";
import process from "node:process";
import { pino } from "pino";
import { connectAws } from "../adapters/aws/connect.ts";
import { createSnsListener } from "../adapters/aws/sns/listener.ts";
import { createChangesListener } from "../adapters/changes/listener.ts";
import { openStores } from "../adapters/dynamodb/stores.ts";
import { createPlayground, PLAYGROUND_STORM_TOPIC, PLAYGROUND_TOPIC } from "../adapters/recording/playground.ts";
import { connectSlack } from "../adapters/slack/connect.ts";
import { connectTeams } from "../adapters/teams/connect.ts";
import { attachmentLink } from "../adapters/web/guard/links.ts";
import { CHANNEL } from "../adapters/web/port.ts";
import { createWeb } from "../adapters/web/web.ts";
import { joinGroups } from "./access/groups.ts";
import { createApp } from "./app.ts";
import type { Chat } from "./chat/chat.ts";
import { complete } from "./command/grammar/complete.ts";
import { streamOf } from "./conversation/streams.ts";
import { messageOf } from "./errors.ts";
import { createSweep } from "./jobs/sweep.ts";
import { pageOf } from "./page/page.ts";
import { type Config, ConfigError, placeOf, readConfig } from "./process/config.ts";
import { greeting, intakeLine } from "./process/greeting.ts";
import { createRouteOf } from "./process/route.ts";
import { startServer } from "./process/server.ts";
import { createChangeIndex } from "./telemetry/changes/change-index.ts";
import { fromIndex } from "./telemetry/changes/indexed-changes.ts";
import { withChanges } from "./telemetry/changes/merged-changes.ts";
import { createWellAlarms } from "./telemetry/collect/well-alarms.ts";

const POLL_MS = 1_000;
/** The embedded store works in this very process: what the lanes ask of it must not hold up an acknowledgement. */
const EMBEDDED_LANE_CALLS = 2;
/** Open investigations looked at for lists. */
const OPEN_LISTED = 200;

try {
  process.loadEnvFile();
} catch {
  // No .env is fine: every setting has a default.
}
try {
  await start(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : `Cannot start: ${messageOf(error)}`}\n`);
  process.exit(1);
}

/** The process, wired in one straight line. */
async function start(config: Config): Promise<void> {
  const log = pino({ level: config.LOG_LEVEL });
  const now = (): Date => new Date();
  const aws = await connectAws(config, now);
  const playgroundOn = aws === undefined && (config.TABLE_NAME === undefined || config.TELEMETRY === "playground");
  // Real telemetry has no open page beyond this machine.
  const pageOpen = playgroundOn || (config.TABLE_NAME === undefined && /^(127\.|localhost$|::1$)/.test(config.HOST));

  const stores = await openStores({
    tableName: config.TABLE_NAME,
    region: config.AWS_REGION,
    endpoint: config.DYNAMODB_ENDPOINT ?? config.AWS_ENDPOINT_URL,
    folder: join(config.DATA_DIR, "dynamodb"),
    now,
  });
  const { store, directory, archive, board } = stores;
  const changes = createChangeIndex(board, now);
  const playground = createPlayground({
    deliver: (topic, messages) =>
      app.deliver(...messages.map((one) => ({ ...one, stream: intakeOf(topic), receivedAt: now().toISOString() }))),
    now,
    onError: (error) => log.warn({ error: messageOf(error) }, "a simulated notification failed"),
  });
  const secret = config.LINK_SECRET ?? randomBytes(32).toString("hex");
  const web = createWeb(
    {
      receive: (inbound) => app.receive(inbound),
      board,
      archive,
      incidents: playgroundOn ? playground.incidents : [],
      raise: (incident) => playground.raise(incident),
      complete,
      page: (number) => pageOf(app.load, store, number),
      health: () => health().join(" · "),
      now,
      log,
    },
    { playground: pageOpen, secret, address: config.HOST },
  );
  const open = () => directory.list("open", OPEN_LISTED);
  const slack = await connectSlack(config, {
    receive: (inbound) => app.receive(inbound),
    archive,
    open,
    links: async (stream) => (await app.load(stream)).state.links,
    health: () => health(),
    now,
    log,
  });
  const teams = await connectTeams(config, {
    receive: (inbound) => app.receive(inbound),
    board,
    open,
    address: (attachment) => config.PUBLIC_URL && `${config.PUBLIC_URL}${attachmentLink(attachment, secret, now())}`,
    threads: async (number) => (await app.load(streamOf(number))).state.links.map(({ thread }) => thread),
    now,
    log,
  });
  const routeOf = createRouteOf({
    simulatedTopic: PLAYGROUND_TOPIC,
    stormTopic: PLAYGROUND_STORM_TOPIC,
    chats: () => [slack, teams].flatMap((platform) => platform?.place ?? []),
    page: CHANNEL,
    pageToo: pageOpen,
    manual: config.SNS_TOPICS_MANUAL,
  });
  const intakeOf = (topic: string): string => `intake/${routeOf(topic).place}`;
  const health = (): readonly string[] => [
    intakeLine(sns.counts()),
    ...[slack, teams].flatMap((platform) => platform?.complaints() ?? []),
  ];
  const chats: Readonly<Record<string, Chat | undefined>> = { web: web.chat, slack: slack?.chat, teams: teams?.chat };
  const groups = joinGroups({ slack: slack?.groups, teams: teams?.groups });

  const places = aws && (() => aws.places(config.SNS_TOPICS));
  const app = createApp({
    store,
    directory,
    archive,
    policy: { autoCloseMs: config.AUTO_CLOSE },
    chatOf: (place) => chats[place.split(":")[0] ?? ""],
    routeOf,
    board,
    telemetryFor: ({ alarm, scope }, earlier) => {
      if (alarm?.simulated) return playground.telemetryFor(alarm);
      const place = { account: scope?.account ?? alarm?.account, region: scope?.region ?? alarm?.region };
      const source = aws?.telemetryFor(place, earlier?.spent);
      // What is told as it happens may come at any time, and costs nothing to look up.
      if (source)
        return withChanges(earlier?.memory.through(source) ?? source, {
          feeds: [fromIndex(changes, placeOf(config, place))],
        });
      return alarm ? undefined : playground.latest();
    },
    ...(places && { wellAlarms: createWellAlarms(places, now) }),
    components: () => (playgroundOn ? playground.components() : []),
    topics: playgroundOn ? new Set([...config.SNS_TOPICS, PLAYGROUND_TOPIC]) : config.SNS_TOPICS,
    accounts: Object.keys(config.ACCOUNTS),
    operators: playgroundOn ? new Set(["*"]) : config.OPERATORS,
    memberOf: groups.memberOf,
    now,
    random: Math.random,
    log,
    ...(config.TABLE_NAME === undefined && { laneCalls: EMBEDDED_LANE_CALLS }),
  });

  const intake = { deliver: app.deliver, streamOf: intakeOf, now, log };
  const sns = createSnsListener({
    ...intake,
    topics: config.SNS_TOPICS,
    ...(config.AWS_ENDPOINT_URL !== undefined && { endpoint: config.AWS_ENDPOINT_URL }),
  });
  const server = await startServer(
    [
      ["/sns", sns.listener],
      ["/changes", createChangesListener({ ...intake, secret: config.CHANGES_SECRET })],
      ...(slack?.listener ? [["/slack", slack.listener] as const] : []),
      ...(teams ? [["/api", teams.listener] as const] : []),
      ["/", web.listener],
    ],
    { port: config.PORT, host: config.HOST },
  );
  const stopGroups = groups.start();
  await slack?.start();

  const unfinished = await open();
  for (const { stream } of unfinished) {
    const { state } = await app.load(stream);
    if (state.alarm?.simulated) playground.resume(state.alarm);
  }
  const poll = setInterval(() => {
    app.runner.poll().catch((error: unknown) => log.warn({ error: messageOf(error) }, "looking for work failed"));
  }, POLL_MS);

  const sweep =
    places && createSweep({ ...intake, places, directory, load: app.load, intakeOf, topics: config.SNS_TOPICS });
  const stopSweep = sweep?.start();

  process.stdout.write(greeting(config, { port: server.port, open: unfinished.length, aws: aws !== undefined }));

  // A package's promise that nobody holds must not end a process that others rely on.
  process.on("unhandledRejection", (error) => log.error({ error: messageOf(error) }, "a promise failed unheard"));

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    clearInterval(poll);
    stopSweep?.();
    stopGroups();
    playground.close();
    web.close();
    await slack?.stop();
    await server.stop();
    await app.runner.stop();
    await stores.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}
