import { type Audience, createMaySee, type MaySee } from "./access/audience.ts";
import type { Membership } from "./access/groups.ts";
import { createGuardrails, type Guardrails } from "./access/guardrails.ts";
import { createRoles, type RoleHolders, type Roles } from "./access/roles.ts";
import type { Model } from "./agent/model.ts";
import type { Chat, ThreadKey } from "./chat/chat.ts";
import { resumeChat } from "./chat/resume.ts";
import { helpCard } from "./command/cards.ts";
import { verbOfQuestion } from "./command/grammar/verb-of.ts";
import { memoizeFor } from "./concurrency/memoize.ts";
import { createTogether } from "./concurrency/together.ts";
import { createChannelSettings } from "./conversation/channel-settings.ts";
import { createListOpen, type ListOpen } from "./conversation/open-list.ts";
import { createReceive, type Receive } from "./conversation/receive.ts";
import type { SelfReport } from "./conversation/self-report.ts";
import type { SignInLink } from "./conversation/sign-in.ts";
import type { Actor } from "./events/events.ts";
import type { Seen } from "./findings/measured.ts";
import { createHandle, type Handle, type Load } from "./handle.ts";
import type { Policy } from "./investigation/decide/policy.ts";
import { OPEN_LOOKED_AT } from "./investigation/view/read.ts";
import { closedSince, YEAR } from "./jobs/closed-list.ts";
import type { TelemetryFor } from "./jobs/context.ts";
import type { Route } from "./jobs/group.ts";
import { createKnownAlarms } from "./jobs/known-alarms.ts";
import { createPerformer } from "./jobs/perform.ts";
import type { Performer } from "./lane/performer.ts";
import { createRunner, type Runner } from "./lane/runner.ts";
import { throttledStore } from "./lane/throttled-store.ts";
import type { Log } from "./log/log.ts";
import type { DeadLetters } from "./notification/dead-letters.ts";
import { withoutSecrets } from "./notification/without-secrets.ts";
import { createOnCall, NO_ON_CALL, type OnCall } from "./on-call/on-call.ts";
import type { AskTool } from "./record/ask-tool.ts";
import type { PublishFinding } from "./record/finding.ts";
import type { ReportTemplate } from "./record/report/report.ts";
import type { OpenTicket } from "./record/ticket.ts";
import { createDroppedLog } from "./routing/dropped.ts";
import type { SendEvent } from "./routing/event-message.ts";
import type { Tags } from "./routing/labels.ts";
import type { Router } from "./routing/router.ts";
import type { WrittenRunbook } from "./runbooks/parse-runbook.ts";
import type { Archive } from "./store/archive.ts";
import type { Board } from "./store/board.ts";
import type { Directory } from "./store/directory.ts";
import type { Commit, Delivery, Store } from "./store/store.ts";
import { type ChangeIndex, createChangeIndex } from "./telemetry/changes/change-index.ts";
import { createMemories } from "./telemetry/collect/memories.ts";
import type { StandingAlarm } from "./telemetry/ports/alarms.ts";

/** How long a message is answered from one list of open investigations, which lags by seconds anyway. */
const OPEN_KEPT_MS = 1_000;

/** What was closed in the last year is read again after this time, because each alarm's verdict is compared with it. */
const YEAR_KEPT_MS = 300_000;

/** Deliveries that arrive while others are written share the next call of the store, so many at most. */
const STORED_TOGETHER = 64;

/** The most concurrent store calls of the lanes, by default. */
const LANE_CALLS = 64;

/** Everything between the adapters: intake, conversation and lanes. */
export interface App {
  readonly receive: Receive;
  readonly listOpen: ListOpen;
  readonly maySee: MaySee;
  readonly roles: Roles;
  readonly handle: Handle;
  readonly load: Load;
  readonly telemetryFor: TelemetryFor;
  readonly runner: Runner;
  /** Stores deliveries and starts work on them. Resolves when they are durable. */
  readonly deliver: (...deliveries: readonly Delivery[]) => Promise<void>;
  /** Sends what waits after a failure in the channels of a platform, by its name. */
  readonly resume: (platform: string) => Promise<void>;
}

/** What the adapters bring, and what the settings say. */
interface AppDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly board: Board;
  readonly policy: Policy;
  readonly chatOf: (place: ThreadKey) => Chat | undefined;
  readonly routeOf: (topicArn: string) => Route;
  /** The file of routes; without one, everything goes where `routeOf` says. */
  readonly router?: Router;
  /** Tags of an alarm, by its ARN. */
  readonly tagsOf?: (arn: string) => Promise<Tags>;
  /** Sends to receivers of the file that are no channels. */
  readonly sendEvent?: SendEvent;
  /** Opens tickets in the tracker. */
  readonly openTicket?: OpenTicket;
  /** Asks tools of other systems; undefined where none are listed. */
  readonly askTool?: AskTool;
  /** How this replica itself is. */
  readonly selfReport?: () => Promise<SelfReport>;
  /** Makes links into the page; undefined where it takes none. */
  readonly signInLink?: SignInLink;
  /** The queues of what did not arrive; none by default. */
  readonly deadLetters?: () => readonly DeadLetters[];
  /** Tells findings to other systems; the policy then says that it publishes. */
  readonly publish?: PublishFinding;
  readonly telemetryFor: TelemetryFor;
  readonly components: () => readonly string[];
  /** Words answers to questions in free words; none by default. */
  readonly model?: Model;
  /** The index of reported changes; on the board by default. */
  readonly changes?: ChangeIndex;
  /** Who has which role; everybody is an operator by default. */
  readonly roles?: RoleHolders;
  /** Membership in the groups that a setting names; nobody is a member by default. */
  readonly memberOf?: (actor: Actor, named: ReadonlySet<string>) => Membership;
  /** Why nothing can be posted in a channel, with the remedy; undefined where it can. */
  readonly barrierTo?: (channel: ThreadKey) => Promise<string | undefined>;
  /** What channels may use; everything where nothing is said. */
  readonly guardrails?: Guardrails;
  /** Who sees what stands in the channels of a platform, by its name; nobody but those who ask there where nothing is said. */
  readonly audienceOf?: (platform: string) => Audience | undefined;
  /** Names of the accounts that can be read, besides Gumshoe's own. */
  readonly accounts?: readonly string[];
  /** ARNs of the topics of SNS_TOPICS. */
  readonly topics?: ReadonlySet<string>;
  /** Alarms in state OK of all accounts and Regions that Gumshoe reads. */
  readonly wellAlarms?: (signal: AbortSignal) => Promise<Seen<readonly StandingAlarm[]>>;
  /** The runbooks of the folder; none by default. */
  readonly runbooks?: readonly WrittenRunbook[];
  /** The sections of reports, and their order. */
  readonly reportTemplate?: ReportTemplate;
  /** Who is on call; nobody by default. */
  readonly onCall?: OnCall;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
  /** Returns what does the steps of the lanes as the lanes get it; as it is by default. */
  readonly observePerformer?: (performer: Performer) => Performer;
  /** The most concurrent store calls of the lanes; lower if the store runs in this process. */
  readonly laneCalls?: number;
  /** The time between two commits of one investigation's alarms in a storm, ms; calm ones follow sooner. */
  readonly apartMs?: number;
}

export function createApp(deps: AppDeps): App {
  const { store, directory, policy, now, random, log, laneCalls = LANE_CALLS } = deps;
  const onCall = deps.onCall ?? createOnCall(NO_ON_CALL, deps.board, now);
  const runbooks = deps.runbooks ?? [];
  const quiet = throttledStore(store, laneCalls);
  const { handle, load, peek } = createHandle({
    store,
    policy,
    log,
    now,
    onCommit: (stream, work) => runner.follow(stream, work),
    onRepeat: (stream) => runner.start(stream),
    onNews: (stream) => runner.lookAgain(stream),
  });
  const history = (stream: string): Promise<readonly Commit[]> => store.read(stream, 0);
  const { routeOf, apartMs = 0 } = deps;
  const knownAlarms = createKnownAlarms({ peek, handle, routeOf, apartMs, now });
  const dropped = createDroppedLog(deps.board, now);
  const maySee = createMaySee(deps.audienceOf ?? (() => undefined), log);
  const roles = createRoles(deps.roles ?? { operator: new Set(["*"]) }, deps.memberOf ?? (() => "stranger"));
  const guardrails = deps.guardrails ?? createGuardrails({}, { accounts: {}, region: "" });
  const performer = createPerformer({
    refusesLook: (asked, question) =>
      roles.refuses(asked, question) ??
      (asked.channel === undefined ? undefined : guardrails.refusesVerb(asked.channel, verbOfQuestion(question))),
    topics: new Set(),
    deadLetters: () => [],
    changes: createChangeIndex(deps.board, now),
    memories: createMemories(now),
    ...deps,
    handle,
    load,
    history,
    maySee,
    lastYear: memoizeFor(YEAR_KEPT_MS, now, () => closedSince(directory, now().getTime() / 1000 - YEAR, now())),
    reportTemplate: deps.reportTemplate ?? "report",
    knownAlarms,
    onCall,
    runbooks,
    dropped,
  });
  const observed = deps.observePerformer?.(performer) ?? performer;
  const runner = createRunner({ store: quiet, performer: observed, now, random, log });
  const storeTogether = createTogether((_, waiting: readonly Delivery[]) => store.deliver(waiting), {
    apartMs: 0,
    busy: 1,
    most: STORED_TOGETHER,
  });
  const list = () => directory.list("open", OPEN_LOOKED_AT);
  const listOpen = createListOpen(list, maySee);
  const receive = createReceive({
    handle,
    load,
    history,
    directory,
    components: deps.components,
    help: helpCard,
    settings: createChannelSettings(deps.board, now),
    accounts: deps.accounts ?? [],
    roles,
    guardrails,
    answersFreely: deps.model !== undefined,
    barrierTo: deps.barrierTo ?? (async () => undefined),
    maySee,
    onCall,
    runbooks,
    selfReport: deps.selfReport ?? (() => Promise.reject(new Error("this house does not report on itself"))),
    signInLink: deps.signInLink,
    router: deps.router,
    dropped,
    listOpen: createListOpen(memoizeFor(OPEN_KEPT_MS, now, list), maySee),
    now,
    log,
  });
  return {
    receive,
    listOpen,
    maySee,
    roles,
    handle,
    load,
    telemetryFor: deps.telemetryFor,
    runner,
    async deliver(...deliveries) {
      const clean = deliveries.map((delivery) => ({ ...delivery, body: withoutSecrets(delivery.body) }));
      const taken = await Promise.all(clean.map((delivery) => knownAlarms.take(delivery)));
      const left = clean.filter((_, index) => !taken[index]);
      if (left.length === 0) return;
      await Promise.all(left.map((delivery) => storeTogether(delivery.stream, delivery)));
      for (const stream of new Set(left.map((delivery) => delivery.stream))) runner.start(stream, ["work"]);
    },
    async resume(platform) {
      const isThere = (place: ThreadKey): boolean => place.startsWith(`${platform}:`);
      for (const { stream, place, also = [] } of await list()) {
        if (![place, ...also].some(isThere)) continue;
        await resumeChat(quiet, stream, isThere, now());
        runner.start(stream);
      }
    },
  };
}
