import { setTimeout } from "node:timers/promises";
import { App, webApi } from "@slack/bolt";
import { z } from "zod";
import type { Audience } from "../../src/access/audience.ts";
import { createGroups, type Groups } from "../../src/access/groups.ts";
import { createBudget, type Rates } from "../../src/chat/budget.ts";
import type { ThreadKey } from "../../src/chat/chat.ts";
import { type Complaints, createComplaints } from "../../src/chat/complaints.ts";
import { Retryable, Unrecoverable } from "../../src/errors.ts";
import type { Platform } from "../../src/platform.ts";
import { clientOptions, toLogger } from "./api/client.ts";
import { toError } from "./api/errors.ts";
import { createPatientFetch } from "./api/patient-fetch.ts";
import { listenToCommands } from "./listen/commands.ts";
import { createConverse } from "./listen/conversation.ts";
import { listenToEvents } from "./listen/events.ts";
import { listenToForms } from "./listen/forms.ts";
import { listenToGreeting } from "./listen/greeting.ts";
import { listenToHome } from "./listen/home.ts";
import { createHttpReceiver, toListener } from "./listen/http-receiver.ts";
import { listenToInvitations } from "./listen/invitations.ts";
import type { Identity, Listening } from "./listen/listening.ts";
import { createLoading } from "./listen/loading.ts";
import { createMessageLinks } from "./listen/message-links.ts";
import { createPersonalAnswers } from "./listen/personal-answers.ts";
import { listenToPresses } from "./listen/presses.ts";
import { listenToShortcuts } from "./listen/shortcuts.ts";
import { createSocketReceiver } from "./listen/socket-receiver.ts";
import { listenToMarks } from "./listen/timeline.ts";
import { listenToLinks } from "./listen/unfurls.ts";
import { neededScopes } from "./manifest.ts";
import { createSlackAudience } from "./people/audience.ts";
import { createPeople } from "./people/people.ts";
import { createUserGroups } from "./people/user-groups.ts";
import { toKey } from "./place.ts";
import type { SlackHost, SlackSettings } from "./port.ts";
import { createBarriers } from "./post/barriers.ts";
import { createChannelWatch } from "./post/channel-watch.ts";
import { createSlackChat } from "./post/chat.ts";
import { createFiles } from "./post/files.ts";
import { createMessages } from "./post/messages.ts";
import { createThreadLinks } from "./post/thread-links.ts";
import { RATES } from "./render/limits.ts";

/** Slack, connected to one workspace. */
export interface Slack extends Platform {
  readonly groups: Groups;
  readonly audience: Audience;
  barrier(place: ThreadKey): Promise<string | undefined>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a start waits for Slack. */
const PATIENCE_MS = 60_000;

const identityAnswer = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  enterprise_id: z.string().nullish(),
  url: z.string().default("https://slack.com/"),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Connects one workspace. Looks up the bot's identity first: an invalid token stops the start, with the remedy. */
export async function createSlack(host: SlackHost, settings: SlackSettings, rates: Rates = RATES): Promise<Slack> {
  const { botToken, signingSecret = "", appToken, apiUrl, channel } = settings;
  const { log } = host;
  const options = clientOptions(apiUrl, log);
  const client = new webApi.WebClient(botToken, options);
  const identity = await identify(client, host);
  const clock = (): number => host.now().getTime();
  const complaints = createComplaints(log);
  const budget = createBudget(rates, clock);
  const files = createFiles({ client, archive: host.archive, complaints, zone: settings.zone, apiUrl });
  const people = createPeople(client, clock, identity.team);
  const groups = createGroups({ groups: settings.groups, list: createUserGroups(client), complaints });

  const http = appToken === undefined ? createHttpReceiver(signingSecret, log) : undefined;
  const stopped = new AbortController();
  const patientFetch = createPatientFetch(complaints, stopped.signal);
  const socket =
    appToken === undefined
      ? undefined
      : createSocketReceiver(appToken, { apiUrl, fetch: patientFetch, complaints, log });
  const app = new App({
    receiver: http ?? socket ?? createHttpReceiver(signingSecret, log),
    authorize: async () => ({
      botToken,
      botUserId: identity.user,
      ...(identity.bot !== undefined && { botId: identity.bot }),
    }),
    clientOptions: options,
    logger: toLogger(log),
    convoStore: false,
  });
  const { team } = identity;
  complainOfScopes(identity.scopes, complaints);
  const barriers = createBarriers({ client, team, complaints, now: host.now });
  const place = toKey({ team, channel });
  const watch = createChannelWatch({
    barriers,
    named: [{ setting: "SLACK_CHANNEL", channel }, ...settings.named],
    host,
  });
  const listening: Listening = {
    app,
    identity,
    converse: createConverse({ host, people, linked: createMessageLinks(host, identity), team, home: place }),
    answers: createPersonalAnswers({
      client,
      apiUrl,
      threadsIn: createThreadLinks(host, identity.url),
      complaints,
      log,
    }),
    loading: createLoading(client, log),
    people,
    messages: createMessages(client, people, identity.url),
    host,
    settings: { ...settings, channel: place },
    log,
  };
  listenToCommands(listening);
  listenToPresses(listening);
  listenToForms(listening);
  listenToShortcuts(listening);
  listenToEvents(listening);
  listenToMarks(listening);
  listenToHome(listening);
  listenToGreeting(listening);
  listenToInvitations(listening, watch);
  listenToLinks(listening);

  return {
    name: "slack",
    chat: createSlackChat({ client, budget, complaints, files, home: channel }),
    place,
    channelKey: (id) => toKey({ team: identity.team, channel: id }),
    ...(http && { mount: { path: "/slack", listener: toListener(http, signingSecret) } }),
    complaints: complaints.list,
    groups,
    audience: createSlackAudience({ client, complaints, now: host.now }),
    barrier: barriers.to,
    greeting: (at) => ["Slack", `${http ? `${at}/slack/events` : "Socket Mode"}; alarms go to channel ${channel}`],
    async start() {
      await watch.start();
      if (appToken === undefined || !socket) return;
      await checkAppToken(new webApi.WebClient(appToken, options));
      await socket.start();
    },
    async stop() {
      stopped.abort();
      watch.stop();
      await socket?.stop();
    },
  };
}

/** An app that was installed before it needed a scope lacks it. */
function complainOfScopes(granted: ReadonlySet<string>, complaints: Complaints): void {
  const missing = neededScopes().filter((scope) => !granted.has(scope));
  if (granted.size === 0 || missing.length === 0) return;
  const remedy = "Upload manifests/slack/manifest.json again, reinstall the app, and start Gumshoe again.";
  complaints.add("scopes", `The app lacks ${missing.join(", ")}. ${remedy}`);
}

/** Rejects an invalid app token at the start; once running, the client waits for Slack. */
async function checkAppToken(client: webApi.WebClient): Promise<void> {
  await client.apps.connections.open({}).catch((error: unknown) => {
    const meant = toError(error, "SLACK_APP_TOKEN");
    if (meant instanceof Unrecoverable) throw meant;
  });
}

function toIdentity(answer: z.infer<typeof identityAnswer>): Identity {
  const { team_id, user_id, bot_id, enterprise_id, url, response_metadata } = answer;
  const scopes = new Set(response_metadata?.scopes);
  return { team: team_id, user: user_id, bot: bot_id, enterprise: enterprise_id ?? undefined, scopes, url };
}

/** The owner of the token. Retries while Slack is away; a refused token has to be replaced by a person. */
async function identify(client: webApi.WebClient, { now, log }: SlackHost): Promise<Identity> {
  const end = now().getTime() + PATIENCE_MS;
  for (let pause = 500; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      return toIdentity(identityAnswer.parse(await client.auth.test()));
    } catch (error) {
      const meant =
        error instanceof z.ZodError
          ? new Retryable("Slack's auth.test answered something else")
          : toError(error, "the bot's token");
      if (meant instanceof Unrecoverable || now().getTime() > end) throw meant;
      log.warn({ error: meant.message }, "auth.test of Slack failed; retrying");
      await setTimeout(meant instanceof Retryable ? (meant.afterMs ?? pause) : pause);
    }
  }
}
