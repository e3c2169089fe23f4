import type { Handle, Peek } from "../handle.ts";
import type { Transition } from "../investigation/command.ts";
import { isKnown, splitByInvestigation } from "../investigation/decide/decide-alarm.ts";
import type { Delivery } from "../store/store.ts";
import { gumshoe } from "./context.ts";
import { groupUp, type Route } from "./group.ts";

/**
 * The short way of a notification whose alarm's investigation this process knows: nothing is stored of what is recorded already, for what
 * is recorded stays so; a further change is appended at once. The commit is durable, so it needs no intake before.
 */
export interface KnownAlarms {
  /** Keeps which stream an alarm's notifications go to. */
  learn(groupKey: string, stream: string): void;
  /** Returns true once a delivery is recorded, false if it has to go the long way, over the intake. */
  take(delivery: Delivery): Promise<boolean>;
}

const KEPT = 10_000;

/** Changes of one investigation that are told together. */
interface Waiting {
  readonly ids: string[];
  readonly transitions: Transition[];
  readonly done: Promise<boolean>;
}

export function createKnownAlarms(deps: {
  readonly peek: Peek;
  readonly handle: Handle;
  readonly routeOf: (topicArn: string) => Route;
  /** The least time between two commits of an investigation, ms: what comes meanwhile is told together. */
  readonly apartMs: number;
  readonly now: () => Date;
}): KnownAlarms {
  const { peek, handle, routeOf, apartMs, now } = deps;
  const streams = new Map<string, string>();
  const waiting = new Map<string, Waiting>();
  const lastOf = new Map<string, Promise<unknown>>();

  async function tell(stream: string, { ids, transitions }: Waiting): Promise<boolean> {
    const meta = { id: `told/${ids[0]}/${ids.length}`, actor: gumshoe, at: now().toISOString() };
    const { decision } = await handle(stream, { type: "alarmChanged", transitions, onlyContinuing: true }, meta);
    return decision.ok;
  }

  /** The first of a stream is told at once, those that come before `apartMs` are over wait for one another. */
  function gather(stream: string, id: string, transitions: readonly Transition[]): Promise<boolean> {
    const known = waiting.get(stream);
    if (known) {
      known.ids.push(id);
      known.transitions.push(...transitions);
      return known.done;
    }
    const before = lastOf.get(stream) ?? Promise.resolve();
    const done = before.then(() => {
      waiting.delete(stream);
      return tell(stream, gathered);
    });
    const gathered: Waiting = { ids: [id], transitions: [...transitions], done };
    waiting.set(stream, gathered);
    const last = done.then(pause, pause).then(() => {
      if (lastOf.get(stream) === last) lastOf.delete(stream);
    });
    lastOf.set(stream, last);
    return done;
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, apartMs).unref());
  }

  return {
    learn(groupKey, stream) {
      streams.delete(groupKey);
      streams.set(groupKey, stream);
      const oldest = streams.keys().next();
      if (streams.size > KEPT && !oldest.done) streams.delete(oldest.value);
    },
    async take(delivery) {
      const { groups, changes } = groupUp([{ kind: "delivery", key: delivery.id, attempts: 0, delivery }], routeOf);
      const [group] = groups;
      if (!group || changes.length > 0 || group.transitions.length === 0) return false;
      const stream = streams.get(group.groupKey);
      const state = stream === undefined ? undefined : peek(stream);
      if (stream === undefined || !state) return false;
      if (isKnown(state, group.transitions)) return true;
      const continues = splitByInvestigation(state, group.transitions).later.length === 0;
      if (state.status !== "open" || state.storm !== undefined || !continues) return false;
      return gather(stream, delivery.id, group.transitions);
    },
  };
}
