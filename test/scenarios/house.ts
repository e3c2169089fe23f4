import { PLAYGROUND_TOPIC } from "../../adapters/recording/playground.ts";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import type { Guardrails } from "../../src/access/guardrails.ts";
import type { Model } from "../../src/agent/model.ts";
import { type App, createApp } from "../../src/app.ts";
import type { Inbound, Received } from "../../src/conversation/inbound.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Policy } from "../../src/investigation/decide/policy.ts";
import type { TelemetryFor } from "../../src/jobs/context.ts";
import { type Log, silentLog } from "../../src/log/log.ts";
import { createOnCall } from "../../src/on-call/on-call.ts";
import type { OnCallFile } from "../../src/on-call/on-call-file.ts";
import { NO_TRACING, type Tracing } from "../../src/process/tracing/tracing.ts";
import type { AskTool } from "../../src/record/ask-tool.ts";
import type { PublishFinding } from "../../src/record/finding.ts";
import type { OpenTicket } from "../../src/record/ticket.ts";
import type { SendEvent } from "../../src/routing/event-message.ts";
import type { Router } from "../../src/routing/router.ts";
import type { WrittenRunbook } from "../../src/runbooks/parse-runbook.ts";
import type { Directory } from "../../src/store/directory.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Store } from "../../src/store/store.ts";
import type { ChangeIndex } from "../../src/telemetry/changes/change-index.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { createScriptedChat, type Script } from "../chat/scripted-chat.ts";

/** The whole of Gumshoe between its adapters, in memory, with one chat that a test can look at. */
export interface House {
  readonly app: App;
  readonly store: Store;
  readonly directory: Directory;
  readonly channel: ReturnType<typeof createScriptedChat>;
  /** Says something as a person would type it in the channel or a thread. */
  say(text: string, options?: Partial<Inbound>): Promise<Received>;
  /** Delivers an alarm's change as SNS would. */
  alarm(name: string, options?: AlarmOptions): Promise<void>;
  /** The roots that the channel shows. */
  roots(): readonly { readonly title: string }[];
  stop(): Promise<void>;
}

interface AlarmOptions {
  readonly state?: "ALARM" | "OK" | "INSUFFICIENT_DATA";
  readonly at?: string;
  readonly id?: string;
  readonly account?: string;
  readonly region?: string;
  readonly namespace?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

interface Options {
  readonly script?: Script;
  readonly telemetry?: Telemetry;
  /** Telemetry by what an investigation looks at, instead. */
  readonly telemetryFor?: (...asked: Parameters<TelemetryFor>) => Telemetry;
  /** Who may search logs and type SQL; everybody where nothing is said. */
  readonly operators?: ReadonlySet<string>;
  readonly accounts?: readonly string[];
  /** What channels may use. */
  readonly guardrails?: Guardrails;
  readonly topics?: ReadonlySet<string>;
  /** Alarms that are well wherever Gumshoe looks. */
  readonly wellAlarms?: Parameters<typeof createApp>[0]["wellAlarms"];
  /** The channel of an alarm that is delivered now, if not the page's. */
  readonly channelOf?: () => string;
  /** Alarms are labelled as simulated. */
  readonly simulated?: boolean;
  /** Alarms start their investigation by themselves. */
  readonly automatic?: boolean;
  /** Tags of an alarm, by its ARN. */
  readonly tagsOf?: Parameters<typeof createApp>[0]["tagsOf"];
  /** Where receivers send that are no channels. */
  readonly sendEvent?: SendEvent;
  /** Where findings are published. */
  readonly publish?: PublishFinding;
  /** Opens tickets. */
  readonly openTicket?: OpenTicket;
  /** Asks tools of other systems. */
  readonly askTool?: AskTool;
  /** How this replica itself is. */
  readonly selfReport?: Parameters<typeof createApp>[0]["selfReport"];
  /** The queues of what did not arrive. */
  readonly deadLetters?: Parameters<typeof createApp>[0]["deadLetters"];
  /** The file of routes. */
  readonly router?: Router;
  /** Where changes are kept, if not on the board. */
  readonly changes?: ChangeIndex;
  /** Who is on call, and who is paged. */
  readonly onCall?: OnCallFile;
  /** Words answers to free questions. */
  readonly model?: Model;
  readonly policy?: Partial<Policy>;
  /** The runbooks of the folder. */
  readonly runbooks?: readonly WrittenRunbook[];
  /** What the process writes of itself. */
  readonly log?: Log;
  /** Simulated time. */
  readonly now?: () => Date;
  /** What is traced. */
  readonly tracing?: Tracing;
  /** Another replica's, to share them. */
  readonly stores?: ReturnType<typeof createMemoryStores>;
}

let deliveries = 0;

export function createHouse(options: Options = {}): House {
  const now = options.now ?? ((): Date => new Date());
  const given = options.stores ?? createMemoryStores({ now });
  const { tracing = NO_TRACING } = options;
  const stores = { ...given, store: tracing.store(given.store) };
  const channel = createScriptedChat(options.script ?? {});
  const telemetry =
    options.telemetry ?? simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now }).telemetry;
  const sourceOf = (...asked: Parameters<TelemetryFor>) =>
    tracing.source({ telemetryFor: () => options.telemetryFor?.(...asked) ?? telemetry });
  const bare = createApp({
    ...stores,
    observePerformer: tracing.performer,
    policy: { autoCloseMs: 86_400_000, publishes: options.publish !== undefined, ...options.policy },
    ...(options.onCall && { onCall: createOnCall(options.onCall, stores.board, now, options.router?.pageTarget) }),
    chatOf: () => tracing.chat("web", channel.chat),
    routeOf: () => ({
      place: options.channelOf?.() ?? "web:general",
      also: [],
      automatic: options.automatic ?? false,
      simulated: options.simulated ?? false,
    }),
    telemetryFor: (state, earlier) => sourceOf(state, earlier).telemetryFor?.(state, undefined),
    ...(options.runbooks && { runbooks: options.runbooks }),
    ...(options.router && { router: options.router }),
    ...(options.tagsOf && { tagsOf: options.tagsOf }),
    ...(options.sendEvent && { sendEvent: options.sendEvent }),
    ...(options.selfReport && { selfReport: options.selfReport }),
    ...(options.deadLetters && { deadLetters: options.deadLetters }),
    ...(options.askTool && { askTool: options.askTool }),
    ...(options.openTicket && { openTicket: options.openTicket }),
    ...(options.publish && { publish: options.publish }),
    ...(options.changes && { changes: options.changes }),
    ...(options.operators && { roles: { operator: options.operators } }),
    ...(options.guardrails && { guardrails: options.guardrails }),
    ...(options.accounts && { accounts: options.accounts }),
    ...(options.topics && { topics: options.topics }),
    ...(options.wellAlarms && { wellAlarms: options.wellAlarms }),
    ...(options.model && { model: options.model }),
    components: () => ["checkout", "orders", "cart"],
    now,
    random: () => 0,
    log: options.log ?? silentLog,
  });
  const app = tracing.app(bare);
  // A store that fails is looked at again.
  const poll = setInterval(() => void app.runner.poll().catch(() => undefined), 20);
  return {
    app,
    ...stores,
    channel,
    say: (text, said = {}) =>
      app.receive({
        id: `said-${++deliveries}`,
        place: "web:general",
        channel: "web:general",
        actor: { id: "web:ana", name: "Ana" },
        manner: "addressed",
        zone: "UTC",
        at: now().toISOString(),
        text,
        ...said,
      }),
    async alarm(name, { state = "ALARM", at = now().toISOString(), id = `m-${++deliveries}`, ...more } = {}) {
      const body = envelope(id, message(name, state, at, more));
      await app.deliver({ id, stream: "intake/web:general", receivedAt: now().toISOString(), body });
    },
    roots: () => channel.standing.filter(({ identity }) => identity.slot === "root").map(({ card }) => card),
    async stop() {
      clearInterval(poll);
      await app.runner.stop();
    },
  };
}

/** The state of an investigation, by its number. */
export async function stateOf(house: House, number: number) {
  return (await house.app.load(streamOf(number))).state;
}

export function envelope(MessageId: string, message: unknown): string {
  const Timestamp = new Date().toISOString();
  return JSON.stringify({
    Type: "Notification",
    MessageId,
    TopicArn: PLAYGROUND_TOPIC,
    Message: JSON.stringify(message),
    Timestamp,
  });
}

export function message(
  name: string,
  state: string,
  at: string,
  {
    account = "111122223333",
    region = "eu-west-1",
    namespace = "AWS/ApplicationELB",
    dimensions = { LoadBalancer: "app/shop/1" },
  }: Pick<AlarmOptions, "account" | "region" | "namespace" | "dimensions"> = {},
): Record<string, unknown> {
  return {
    AlarmName: name,
    AWSAccountId: account,
    NewStateValue: state,
    NewStateReason: "Threshold Crossed: 1 datapoint [41.0 (01/05/26 03:00:00)] was greater than the threshold (5.0).",
    StateChangeTime: at,
    Region: "EU (Ireland)",
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
    OldStateValue: "OK",
    Trigger: {
      MetricName: "HTTPCode_Target_5XX_Count",
      Namespace: namespace,
      Statistic: "SUM",
      Dimensions: Object.entries(dimensions).map(([name, value]) => ({ value, name })),
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 5,
    },
  };
}
