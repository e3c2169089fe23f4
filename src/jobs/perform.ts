import type { Chat, ThreadKey } from "../chat/chat.ts";
import { show } from "../chat/show.ts";
import { threadName } from "../conversation/threads.ts";
import { messageOf } from "../errors.ts";
import { RELEASE } from "../investigation/react-routed.ts";
import { assureOurs } from "../investigation/state.ts";
import type { Performer } from "../lane/performer.ts";
import type { Step } from "../store/store.ts";
import { masked, maskedAlarmsSeen } from "../telemetry/masking/masked.ts";
import { answerQuery } from "./ask.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { escalate, isEscalation } from "./escalate.ts";
import type { Route } from "./group.ts";
import { releaseHeld } from "./held.ts";
import { giveUp, takeIn } from "./intake.ts";
import { runInvestigation } from "./investigate.ts";
import { notifyTarget, pageReceiver } from "./notify.ts";
import { publishFinding } from "./publish.ts";
import { summarise } from "./summarise.ts";
import { weighStorm } from "./weigh-storm.ts";

/** Performs the steps of the lanes; each kind of work has its own file. Secrets in telemetry are masked before any job sees them. */
export function createPerformer(
  given: WorkContext & {
    readonly chatOf: (place: ThreadKey) => Chat | undefined;
    readonly routeOf: (topicArn: string) => Route;
  },
): Performer {
  const context = withMasked(given);
  const { handle, load, directory, now, chatOf, routeOf } = given;
  return {
    async chat(lane, steps) {
      const version = newestOf(steps);
      await show({
        lane,
        chatOf,
        now,
        load: async () => assureOurs((await load(lane.stream, version)).state),
        onThread: async (place, thread) => {
          await directory.claim(threadName(thread), lane.stream);
          const meta = { id: `${lane.stream}/link/${thread}`, actor: gumshoe, at: now().toISOString() };
          await handle(lane.stream, { type: "linkThread", place, thread }, meta);
        },
      });
    },
    async work(lane, { work, version }) {
      switch (work.type) {
        case "chat":
          return;
        case "investigate":
          if ((await load(lane.stream, version)).state.subject?.type === "storm") {
            return weighStorm(context, lane.stream, work.episode, lane.signal);
          }
          return runInvestigation(context, lane.stream, work.episode, lane.signal);
        case "ask":
          return answerQuery(context, lane.stream, work.query, lane.signal);
        case "summarise":
          return summarise(context, lane.stream, version);
        case "notify":
          return notifyTarget(context, lane.stream, work, lane.signal);
        case "publish":
          return publishFinding(context, lane.stream, { what: work.what, version }, lane.signal);
        case "pageReceiver":
          return pageReceiver(context, lane.stream, work, lane.signal);
        case "wake": {
          const id = `${lane.stream}/${version}/wake/${work.timer}`;
          if (work.timer === RELEASE) return releaseHeld(context, lane.stream, id);
          const meta = { id, actor: gumshoe, at: now().toISOString() };
          if (isEscalation(work.timer)) return escalate(context, lane.stream, work.timer, meta);
          await handle(lane.stream, { type: "wake", timer: work.timer }, meta);
          return;
        }
        default:
          return work satisfies never;
      }
    },
    deliveries: (lane, steps) => takeIn(context, routeOf, lane, steps),
    async dead(stream, step, error) {
      if (step.kind === "delivery") {
        await giveUp(context, routeOf, step, error);
        return;
      }
      if (step.work.type === "chat") {
        context.log.error({ stream, error: messageOf(error) }, "a thread cannot be shown; the next change tries again");
        return;
      }
      const meta = { id: `${stream}/${step.version}/dead/${step.key}`, actor: gumshoe, at: now().toISOString() };
      await handle(stream, { type: "reportFailure", what: whatFailed(step), reason: messageOf(error) }, meta);
    },
  };
}

/** The newest version that steps follow from. */
function newestOf(steps: readonly Step[]): number {
  return Math.max(0, ...steps.map((step) => (step.kind === "work" ? step.version : 0)));
}

function withMasked<Context extends WorkContext>(context: Context): Context {
  const { telemetryFor, wellAlarms } = context;
  return {
    ...context,
    telemetryFor: (...asked) => {
      const telemetry = telemetryFor(...asked);
      return telemetry && masked(telemetry);
    },
    ...(wellAlarms && { wellAlarms: async (signal: AbortSignal) => maskedAlarmsSeen(await wellAlarms(signal)) }),
  };
}

function whatFailed({ work }: Extract<Step, { kind: "work" }>): string {
  switch (work.type) {
    case "chat":
      return "Showing this thread";
    case "investigate":
      return "The investigation";
    case "ask":
      return `The answer to ${work.query}`;
    case "notify":
      return "Sending this to a receiver of its route";
    case "publish":
      return "Publishing this on the topic of FINDINGS_TOPIC";
    case "pageReceiver":
      return `Paging ${work.receiver}`;
    case "wake":
      return "A timer";
    case "summarise":
      return "The entry in the lists";
    default:
      return work satisfies never;
  }
}
