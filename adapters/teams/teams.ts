import type { Audience } from "../../src/access/audience.ts";
import { createGroups, type Groups } from "../../src/access/groups.ts";
import { createBudget, type Rates } from "../../src/chat/budget.ts";
import { createComplaints } from "../../src/chat/complaints.ts";
import { createIdempotency } from "../../src/concurrency/idempotency.ts";
import { messageOf } from "../../src/errors.ts";
import type { Platform } from "../../src/platform.ts";
import type { Mount } from "../../src/process/server.ts";
import { createTeamsAudience } from "./connector/audience.ts";
import { createAuthority } from "./connector/authority.ts";
import { createConnector } from "./connector/connector.ts";
import { createReferences, GLOBAL_SERVICE } from "./connector/references.ts";
import { createRosters } from "./connector/rosters.ts";
import { type Incoming, incoming, isAdded } from "./listen/activity.ts";
import { createConverse } from "./listen/converse.ts";
import { type Invoked, takeInvoke } from "./listen/invokes.ts";
import { takeMessage } from "./listen/messages.ts";
import { toListener, type VerifiedActivity } from "./listen/receiver.ts";
import { isBot, isOfTenant, originOf } from "./listen/sender.ts";
import { toKey, toPlace } from "./place.ts";
import type { TeamsHost, TeamsSettings } from "./port.ts";
import { createTeamsChat } from "./post/chat.ts";
import { checkChannel } from "./post/check-channel.ts";
import { createFileOffers } from "./post/file-offers.ts";
import { createPosted } from "./post/posted.ts";
import { createTwins } from "./post/twins.ts";
import { toActivity } from "./render/activity.ts";
import { RATES } from "./render/limits.ts";

const NAME = "teams";
/**
 * What Teams calls itself. Azure lets a bot be reached over further channels, such as its web chat, whose clients name themselves as they
 * like. https://learn.microsoft.com/en-us/azure/bot-service/bot-service-manage-channels
 */
const CHANNEL = "msteams";

/** Microsoft Teams, connected to one bot registration. */
export interface Teams extends Platform {
  readonly groups: Groups;
  readonly audience: Audience;
  readonly mount: Mount;
  start(): Promise<void>;
}

/** Connects one bot registration. */
export function createTeams(host: TeamsHost, settings: TeamsSettings, rates: Rates = RATES): Teams {
  const { appId, tenantId, tenants = tenantId === undefined ? undefined : [tenantId] } = settings;
  const { board, now, log } = host;
  const authority = createAuthority(settings);
  const loopback = appId === undefined || settings.authority !== undefined;
  const references = createReferences(board, now, { first: settings.serviceUrl ?? GLOBAL_SERVICE, loopback });
  const posted = createPosted(board, now);
  const connector = createConnector(authority, references, posted);
  const files = createFileOffers({ host, connector, loopback });
  const replaceTwin = createTwins({ host, connector, posted, log });
  const complaints = createComplaints(log);
  const rosters = createRosters(connector, now);
  const groups = createGroups({ groups: settings.groups, list: rosters.members, complaints });
  const converse = createConverse(host, rosters);
  const once = createIdempotency();

  async function receive(turn: VerifiedActivity): Promise<"taken" | "refused"> {
    const from = originOf(turn.activity);
    if (appId !== undefined && from.channel !== CHANNEL) {
      log.warn(from, "a request of another channel than Microsoft Teams was refused");
      return "refused";
    }
    if (tenants !== undefined && !isOfTenant(turn.activity, tenants)) {
      log.warn(from, "a request of another tenant was refused");
      return "refused";
    }
    await take(turn);
    return "taken";
  }

  async function take(turn: VerifiedActivity): Promise<void> {
    const parsed = incoming.safeParse(turn.activity);
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path }) => path.join("."));
      log.warn({ ...originOf(turn.activity), fields }, "an activity of Teams could not be read");
      return;
    }
    const activity = parsed.data;
    if (isBot(activity.from) && !isAdded(activity)) return;
    const { conversation, serviceUrl } = activity;
    const channel = conversation.conversationType === "channel";
    await references.remember(toPlace(conversation.id).conversation, { serviceUrl, channel });
    if (isAdded(activity)) return host.resume(NAME);
    if (activity.type === "message") return takeOnce(activity);
    if (activity.type !== "invoke") return;
    const open = async () => host.open(await converse.readerOf(activity));
    const invoked = await takeInvoke(activity, { converse, open, files, now });
    if (invoked.type === "answered" && invoked.command !== undefined) void replaceTwin(activity, invoked.command);
    await turn.answer(toResponse(invoked));
  }

  /** A repeated message changes nothing and is answered once. */
  function takeOnce(activity: Incoming): Promise<void> {
    const { conversation } = activity;
    return once(`${conversation.id}/${activity.id}`, async () => {
      const card = await takeMessage(activity, converse, () => type(activity));
      return card && (() => say(activity, card));
    });
  }

  /** Channels show no typing. */
  function type({ conversation }: Incoming): void {
    if (conversation.conversationType === "channel") return;
    void connector
      .type(toPlace(conversation.id))
      .catch((error: unknown) => log.info({ error: messageOf(error) }, "typing could not be shown"));
  }

  async function say({ conversation, id }: Incoming, card: Parameters<typeof toActivity>[0]["card"]): Promise<void> {
    const place = toPlace(conversation.id);
    const thread = place.thread ?? id;
    const target = { ...place, ...(thread !== undefined && { thread }) };
    await connector
      .post(target, toActivity({ card, held: {} }))
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, "an answer reached nobody"));
  }

  const served =
    appId === undefined
      ? "; TEAMS_APP_ID is not set, so only this machine is served"
      : tenants === undefined
        ? "; neither TEAMS_TENANT_ID nor TEAMS_TENANTS is set, so people of every tenant are served"
        : "";

  return {
    name: NAME,
    chat: createTeamsChat({
      connector,
      budget: createBudget(rates, () => now().getTime()),
      complaints,
      address: host.address,
      files,
    }),
    place: toKey(toPlace(settings.channel)),
    channelKey: (id) => toKey({ conversation: id }),
    mount: { path: "/api", listener: toListener(authority.adapter, { verified: appId !== undefined, log }, receive) },
    groups,
    audience: createTeamsAudience(rosters),
    complaints: complaints.list,
    greeting: (at) => ["Teams", `${at}/api/messages${served}; alarms go to channel ${settings.channel}`],
    async start() {
      if (appId === undefined) return;
      const channels = new Set([settings.channel, ...(settings.routed ?? [])]);
      await Promise.all([...channels].map((channel) => checkChannel({ connector, complaints }, channel)));
    },
  };
}

function toResponse(invoked: Invoked): { readonly status: number; readonly body?: unknown } {
  switch (invoked.type) {
    case "answered":
      return { status: 200, body: invoked.body };
    case "foreign":
      return { status: 501 };
    case "unreadable":
      return { status: 400 };
    default:
      return invoked satisfies never;
  }
}
