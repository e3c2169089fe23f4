import process from "node:process";
import { pino } from "pino";
import { heartbeat } from "../adapters/aws/cloudwatch/heartbeat.ts";
import { sns } from "../adapters/aws/sns/door.ts";
import { findings } from "../adapters/aws/sns/findings.ts";
import { deadLetters } from "../adapters/aws/sns/queue/dead-letters-door.ts";
import { sqs } from "../adapters/aws/sns/queue/door.ts";
import { snsTopics } from "../adapters/aws/sns/sender.ts";
import { aws } from "../adapters/aws/source.ts";

import { changes } from "../adapters/changes/door.ts";
import { dynamodb } from "../adapters/dynamodb/connect.ts";
import { kubernetes } from "../adapters/kubernetes/source.ts";
import { mcp } from "../adapters/mcp/door.ts";
import { model } from "../adapters/model/connect.ts";
import { openSearch } from "../adapters/opensearch/source.ts";
import { otlp } from "../adapters/otlp/connect.ts";
import { pagerDuty } from "../adapters/pagerduty/sender.ts";
import { prometheus } from "../adapters/prometheus/source.ts";
import { playground } from "../adapters/recording/source.ts";
import { slack } from "../adapters/slack/connect.ts";
import { sqlite } from "../adapters/sqlite/connect.ts";
import { teams } from "../adapters/teams/connect.ts";
import { ticket } from "../adapters/ticket/connect.ts";
import { tools } from "../adapters/tools/connect.ts";
import { web } from "../adapters/web/connect.ts";
import { messageOf, StoreUnavailable } from "./errors.ts";
import { ConfigError, readConfig } from "./process/config.ts";
import { start } from "./process/start.ts";
import { openFirst } from "./process/stores.ts";

/** Chat platforms: alarms go to the first that is connected, and are shown in the others, too. */
const platforms = [
  web, // no chat: alarms go to it where no chat is connected
  slack,
  teams,
];

/** Where deliveries arrive. */
const doors = [
  sns, // POST /sns
  sqs, // queues between SNS and Gumshoe
  deadLetters, // what those queues, or SNS, gave up
  changes, // POST /changes
];

/** Where programs speak for people. */
const assistants = [
  mcp, // /mcp
];

/** Telemetry sources: the first that has an investigation's telemetry provides it. */
const sources = [
  aws,
  kubernetes, // clusters of a kubeconfig, beside the telemetry of another source
  prometheus, // promql
  openSearch, // ppl
  playground, // the last: incidents are raised only where no other source has telemetry
];

/** Where receivers of the file of routes send to, besides channels. */
const senders = [
  snsTopics, // sns_configs
  pagerDuty, // pagerduty_configs
];

/** Where everything is kept: the first that is set up. */
const stores = [
  dynamodb,
  sqlite, // the last: it needs no setting
];

try {
  process.loadEnvFile();
} catch {
  // A missing .env is fine, because every setting has a default.
}
try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : `Cannot start: ${messageOf(error)}`}\n`);
  end(1, error instanceof StoreUnavailable && error.hangs);
}

/** Runs the process until a signal stops it. */
async function run(): Promise<void> {
  const config = readConfig(process.env, [
    ...platforms,
    ...doors,
    ...assistants,
    ...sources,
    ...senders,
    model,
    ticket,
    tools,
    otlp,
  ]);
  const log = pino({ level: config.LOG_LEVEL });
  const now = (): Date => new Date();
  const opened = await openFirst(stores, config, { now, log });
  const running = await start(config, {
    platforms,
    doors,
    assistants,
    sources,
    senders,
    model,
    findings,
    ticket,
    tools,
    heartbeat,
    tracer: otlp,
    stores: opened,
    now,
    log,
  });
  process.stdout.write(running.greeting);

  // An unhandled rejection inside a package must not end the process.
  process.on("unhandledRejection", (error) => log.error({ error: messageOf(error) }, "unhandled promise rejection"));

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await running.stop();
    end(0, !(await opened.close()));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}

/** Ends the process. An exit would wait for ever for a thread that waits for a disk. */
function end(code: number, hangs: boolean): void {
  if (hangs) process.kill(process.pid, "SIGKILL");
  process.exit(code);
}
