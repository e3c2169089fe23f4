import { afterEach, expect } from "vitest";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import { userGroup } from "../../adapters/slack/operators.ts";
import type { SlackSettings } from "../../adapters/slack/port.ts";
import { createSlack } from "../../adapters/slack/slack.ts";
import { opened } from "../../adapters/web/guard/links.ts";
import type { Groups } from "../../src/access/groups.ts";
import type { Guardrails } from "../../src/access/guardrails.ts";
import { groupsOf } from "../../src/access/operators.ts";
import { type App, createApp } from "../../src/app.ts";
import type { Rates } from "../../src/chat/budget.ts";
import { numberOf, streamOf } from "../../src/conversation/streams.ts";
import { threadName } from "../../src/conversation/threads.ts";
import type { Log } from "../../src/log/log.ts";
import { pageOf } from "../../src/page/page.ts";
import { startServer } from "../../src/process/server.ts";
import type { Router } from "../../src/routing/router.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { createSender, type Sender } from "../counterparts/slack/sender.ts";
import { BOT, type Slack, startSlack } from "../counterparts/slack/server.ts";
import type { SlackMessage } from "../counterparts/slack/workspace.ts";
import { diagnosis } from "../investigation/given.ts";
import { envelope, message } from "./house.ts";

/** Gumshoe as Slack sees it: the real Bolt app on loopback, and a workspace beside it. */
export interface SlackHouse {
  readonly slack: Slack;
  readonly sender: Sender;
  readonly app: App;
  readonly url: string;
  /** What the operator was told. */
  readonly errors: string[];
  /** Who is in the groups of operators, and what keeps that from being known. */
  readonly groups: Groups;
  complaints(): readonly string[];
  alarm(name: string, options?: { state?: string; at?: string; message?: Record<string, unknown> }): Promise<void>;
  /** The alarm of the simulated incident that the telemetry tells of. */
  incident(): Promise<void>;
  /** The roots of the channel, without what people said. */
  roots(channel?: string): readonly SlackMessage[];
  /** The bot's replies under a root. */
  replies(root: SlackMessage | undefined): readonly SlackMessage[];
  /** An alarm with a verdict on these causes, the first the best. */
  propose(...causes: readonly string[]): Promise<SlackMessage>;
  /** Waits until nothing is due or running. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Signs the links to its pages. */
export const LINK_SECRET = "a secret of the installation";

/** So much may be sent that no test waits. */
const PLENTY: Rates = {
  place: { perMinute: 1e6, burst: 1e6 },
  placeEdit: { perMinute: 1e6, burst: 1e6 },
  post: { perMinute: 1e6, burst: 1e6 },
  edit: { perMinute: 1e6, burst: 1e6 },
  progress: { perMinute: 1e6, burst: 1e6 },
};

interface Options {
  readonly automatic?: boolean;
  readonly telemetry?: Telemetry;
  readonly settings?: Partial<SlackSettings>;
  /** Who may search logs and type SQL; everybody where nothing is said. */
  readonly operators?: ReadonlySet<string>;
  /** What channels may use. */
  readonly guardrails?: Guardrails;
  readonly rates?: Rates;
  /** The file of routes. */
  readonly router?: Router;
  readonly slack?: Slack;
  /** Waited for before anything that is said is stored. */
  readonly store?: () => Promise<void>;
}

let deliveries = 0;

export async function startSlackHouse(options: Options = {}): Promise<SlackHouse> {
  const slack = options.slack ?? (await startSlack());
  const now = (): Date => new Date();
  const stores = createMemoryStores({ now });
  const errors: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (_, text) => void errors.push(text),
  };
  const platform = await createSlack(
    {
      receive: async (inbound) => {
        await options.store?.();
        return app.receive(inbound);
      },
      resume: (name) => app.resume(name),
      archive: stores.archive,
      open: async (reader) => (await app.listOpen(reader)).listed,
      links: async (stream) => (await app.load(stream)).state.links,
      async shownIn(thread) {
        const stream = await stores.directory.find(threadName(thread));
        return stream === undefined ? undefined : numberOf(stream);
      },
      async pageAt(link) {
        const number = opened(new URL(link), LINK_SECRET, now());
        return number === undefined ? undefined : pageOf(app.load, stores.store, number);
      },
      health: () => ["SNS since the start: nothing arrived"],
      now,
      log,
    },
    {
      botToken: slack.botToken,
      signingSecret: slack.signingSecret,
      apiUrl: slack.apiUrl,
      channel: "C0001",
      named: [],
      emoji: "pushpin",
      groups: groupsOf(options.operators ?? new Set(), userGroup),
      zone: "UTC",
      ...options.settings,
    },
    options.rates ?? PLENTY,
  );
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
  const telemetry = options.telemetry ?? incident.telemetry;
  const app = createApp({
    ...stores,
    policy: { autoCloseMs: 86_400_000 },
    chatOf: () => platform.chat,
    routeOf: () => ({ place: platform.place, also: [], automatic: options.automatic ?? false, simulated: false }),
    telemetryFor: () => telemetry,
    components: () => ["checkout", "orders", "cart"],
    ...(options.operators && { roles: { operator: options.operators } }),
    ...(options.guardrails && { guardrails: options.guardrails }),
    ...(options.router && { router: options.router }),
    memberOf: platform.groups.memberOf,
    audienceOf: () => platform.audience,
    barrierTo: platform.barrier,
    now,
    random: () => 0,
    log,
  });
  const server = await startServer(platform.mount ? [platform.mount] : [], {
    port: 0,
    host: "127.0.0.1",
  });
  await platform.start();
  const poll = setInterval(() => void app.runner.poll(), 20);
  const url = `http://127.0.0.1:${server.port}/slack/events`;

  const house: SlackHouse = {
    slack,
    app,
    url,
    errors,
    groups: platform.groups,
    complaints: platform.complaints,
    sender: createSender(slack, url),
    async alarm(name, { state = "ALARM", at = now().toISOString(), message: over = {} } = {}) {
      const id = `m-${++deliveries}`;
      const body = envelope(id, { ...message(name, state, at), ...over });
      await app.deliver({ id, stream: `intake/${platform.place}`, receivedAt: now().toISOString(), body });
    },
    async incident() {
      await house.alarm("of the shop", { message: incident.notifications[0]?.message ?? {} });
    },
    roots: (channel = "C0001") => slack.workspace.shown(channel).filter(({ user }) => user === BOT.user),
    replies: (root) =>
      root ? slack.workspace.shown(root.channel, root.ts).filter(({ user }) => user === BOT.user) : [],
    async propose(...causes) {
      if (house.roots().length === 0) await house.alarm("checkout-5xx");
      await until(() => house.roots().length === 1);
      await until(async () => (await app.load(streamOf(1001))).state.links.length === 1);
      await house.sender.slash("G-1001 investigate");
      const meta = { id: "round", actor: { id: "gumshoe", name: "Gumshoe" }, at: now().toISOString() };
      const round = { type: "recordRound", episode: 1, diagnosis: diagnosis(...causes) } as const;
      await app.handle(streamOf(1001), round, meta);
      await house.settled();
      const [root] = house.roots();
      if (!root) throw new Error("no root was posted");
      return root;
    },
    async settled() {
      let quiet = 0;
      await until(async () => {
        const due = await stores.store.due(new Date(Date.now() + 3_000), 50);
        quiet = due.length === 0 ? quiet + 1 : 0;
        return quiet > 2;
      });
    },
    async stop() {
      clearInterval(poll);
      await platform.stop();
      await server.stop();
      await app.runner.stop();
      if (!options.slack) await slack.close();
    },
  };
  return house;
}

/** Opens houses for the tests of a file. After each test Slack must have nothing to complain about, and they are stopped. */
export function slackHouses(): (options?: Parameters<typeof startSlackHouse>[0]) => Promise<SlackHouse> {
  const houses: SlackHouse[] = [];
  afterEach(async () => {
    for (const house of houses.splice(0)) {
      expect(house.slack.problems).toEqual([]);
      await house.stop();
    }
  });
  return async (options = {}) => {
    const house = await startSlackHouse(options);
    houses.push(house);
    return house;
  };
}

/** Looks again every few milliseconds until it holds, for as long as a test may take. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 15));
}

/** Everything that a message says, as one text. */
export function textOf(message: SlackMessage | undefined): string {
  return message ? JSON.stringify([message.text, message.blocks, message.attachments]) : "";
}
