import { simulate } from "../../adapters/recording/shop/shop.ts";
import { team } from "../../adapters/teams/operators.ts";
import type { TeamsHost, TeamsSettings } from "../../adapters/teams/port.ts";
import { createTeams } from "../../adapters/teams/teams.ts";
import type { Groups } from "../../src/access/groups.ts";
import type { Guardrails } from "../../src/access/guardrails.ts";
import { groupsOf } from "../../src/access/operators.ts";
import { type App, createApp } from "../../src/app.ts";
import type { Rates } from "../../src/chat/budget.ts";
import type { Attachment } from "../../src/chat/chat.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Log } from "../../src/log/log.ts";
import { startServer } from "../../src/process/server.ts";
import type { Router } from "../../src/routing/router.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { CHANNEL, startTeams, type TeamsCounterpart, type TeamsMessage } from "../counterparts/teams/connector.ts";
import { createTeamsSender, type TeamsSender } from "../counterparts/teams/sender.ts";
import { diagnosis } from "../investigation/given.ts";
import { envelope, message } from "./house.ts";
import { until } from "./slack-house.ts";

/** Gumshoe as Teams sees it: the Bot Framework's adapter on loopback, and a connector beside it. */
export interface TeamsHouse {
  readonly teams: TeamsCounterpart;
  readonly sender: TeamsSender;
  readonly app: App;
  readonly url: string;
  /** What the operator was told. */
  readonly errors: string[];
  readonly warnings: string[];
  /** Who is in the teams of operators, and what keeps that from being known. */
  readonly groups: Groups;
  complaints(): readonly string[];
  alarm(name: string, options?: { state?: string; at?: string }): Promise<void>;
  roots(): readonly TeamsMessage[];
  replies(root: TeamsMessage | undefined): readonly TeamsMessage[];
  propose(...causes: readonly string[]): Promise<TeamsMessage>;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export const APP_ID = "11111111-2222-3333-4444-555555555555";
const PLENTY: Rates = {
  place: { perMinute: 1e6, burst: 1e6 },
  placeEdit: { perMinute: 1e6, burst: 1e6 },
  post: { perMinute: 1e6, burst: 1e6 },
  edit: { perMinute: 1e6, burst: 1e6 },
  progress: { perMinute: 1e6, burst: 1e6 },
};

let deliveries = 0;

interface Options {
  readonly verified?: boolean;
  /** Who may search logs and type SQL; everybody where nothing is said. */
  readonly operators?: ReadonlySet<string>;
  /** What channels may use. */
  readonly guardrails?: Guardrails;
  readonly settings?: Partial<TeamsSettings>;
  /** The file of routes. */
  readonly router?: Router;
  /** Waited for before anything that is said is stored. */
  readonly store?: () => Promise<void>;
}

export async function startTeamsHouse(options: Options = {}): Promise<TeamsHouse> {
  const verified = options.verified ?? true;
  const teams = await startTeams();
  const now = (): Date => new Date();
  const stores = createMemoryStores({ now });
  const errors: string[] = [];
  const warnings: string[] = [];
  const nothing = (): void => undefined;
  const log: Log = {
    debug: nothing,
    info: nothing,
    warn: (_, text) => void warnings.push(text),
    error: (_, text) => void errors.push(text),
  };
  const settings: TeamsSettings = {
    channel: CHANNEL,
    groups: groupsOf(options.operators ?? new Set(), team),
    serviceUrl: teams.serviceUrl,
    ...(verified && {
      appId: APP_ID,
      authority: { openIdUrl: teams.keys.openIdUrl, token: async () => "connector-token" },
    }),
    ...options.settings,
  };
  const receive: App["receive"] = async (inbound) => {
    await options.store?.();
    return app.receive(inbound);
  };
  const address = ({ type, archive }: Attachment): string => `https://gumshoe.example.com/${type}/${archive}`;
  const threads = async (number: number): Promise<readonly string[]> =>
    (await app.load(streamOf(number))).state.links.map(({ thread }) => thread);
  const open: TeamsHost["open"] = async (reader) => (await app.listOpen(reader)).listed;
  const platform = createTeams(
    {
      receive,
      resume: (name) => app.resume(name),
      board: stores.board,
      archive: stores.archive,
      open,
      threads,
      address,
      now,
      log,
    },
    settings,
    PLENTY,
  );
  const incident = simulate({ incident: "orders-failing", seed: 3, startedAt: now(), now });
  const app = createApp({
    ...stores,
    policy: { autoCloseMs: 86_400_000 },
    chatOf: () => platform.chat,
    routeOf: () => ({ place: platform.place, also: [], automatic: false, simulated: false }),
    telemetryFor: () => incident.telemetry,
    components: () => ["checkout", "orders", "cart"],
    ...(options.operators && { roles: { operator: options.operators } }),
    ...(options.guardrails && { guardrails: options.guardrails }),
    ...(options.router && { router: options.router }),
    memberOf: platform.groups.memberOf,
    audienceOf: () => platform.audience,
    now,
    random: () => 0,
    log,
  });
  const server = await startServer([platform.mount], { port: 0, host: "127.0.0.1" });
  const poll = setInterval(() => void app.runner.poll(), 20);
  const url = `http://127.0.0.1:${server.port}/api/messages`;

  const house: TeamsHouse = {
    teams,
    app,
    url,
    errors,
    warnings,
    groups: platform.groups,
    complaints: platform.complaints,
    sender: createTeamsSender(teams, url, verified ? APP_ID : undefined),
    async alarm(name, { state = "ALARM", at = now().toISOString() } = {}) {
      const id = `t-${++deliveries}`;
      const body = envelope(id, message(name, state, at));
      await app.deliver({ id, stream: `intake/${platform.place}`, receivedAt: now().toISOString(), body });
    },
    roots: () => teams.shown(CHANNEL).filter(({ from }) => from === "bot"),
    replies: (root) => (root ? teams.shown(CHANNEL, root.id).filter(({ from }) => from === "bot") : []),
    async propose(...causes) {
      if (house.roots().length === 0) await house.alarm("checkout-5xx");
      await until(() => house.roots().length === 1);
      await until(async () => (await app.load(streamOf(1001))).state.links.length === 1);
      await house.sender.mention("G-1001 investigate");
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
      await server.stop();
      await app.runner.stop();
      await teams.close();
    },
  };
  return house;
}

/** Everything that a message says, as one text. */
export function cardText(message: TeamsMessage | undefined): string {
  return message ? JSON.stringify([message.summary, message.card]) : "";
}
