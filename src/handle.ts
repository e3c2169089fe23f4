import { z } from "zod";
import { OutcomeUnknown, StoreUnavailable, Unreadable, VersionConflict } from "./errors.ts";
import { type Event, event as eventShape } from "./events/events.ts";
import type { Work } from "./events/work.ts";
import { reactPaged } from "./investigation/carried/paged-receivers.ts";
import type { Command } from "./investigation/command.ts";
import { decide } from "./investigation/decide/decide.ts";
import type { Decision } from "./investigation/decide/decision.ts";
import type { Policy } from "./investigation/decide/policy.ts";
import { evolve } from "./investigation/evolve.ts";
import { createKnownInvestigations, type KnownInvestigation, remember } from "./investigation/known-investigations.ts";
import { react } from "./investigation/react.ts";
import { reactPublished } from "./investigation/react-published.ts";
import { reactRouted } from "./investigation/react-routed.ts";
import { assureOurs, type Investigation } from "./investigation/state.ts";
import { parseJson } from "./json.ts";
import type { Log } from "./log/log.ts";
import type { Commit, Meta, Store } from "./store/store.ts";

/** The outcome of a command: the decision, and the investigation after it. */
export interface Handled {
  readonly decision: Decision;
  readonly state: Investigation;
  readonly version: number;
}

/** Throws {@link NewerRelease} for an investigation that this release only shows. */
export type Handle = (stream: string, command: Command, meta: Meta) => Promise<Handled>;

/** Reads an investigation as it stands, strongly consistent; or, with a version, as this process knows it if that is not older. */
export type Load = (
  stream: string,
  atLeast?: number,
) => Promise<{ readonly state: Investigation; readonly version: number }>;

/** An investigation as this process knows it; undefined where it knows nothing of it. What it says has happened has happened. */
export type Peek = (stream: string) => Investigation | undefined;

const MAX_ATTEMPTS = 20;
/** Milliseconds within which a state is not read again; the conditional append would detect a newer one. */
const FRESH_MS = 50;

/** The only writer of investigations, and the reader that shares its cache. */
export function createHandle(deps: {
  readonly store: Store;
  readonly policy: Policy;
  readonly log: Log;
  readonly now: () => Date;
  /** Called after each append, with the work that follows. */
  readonly onCommit: (stream: string, work: readonly Work[]) => void;
  /** Called for a command that is recorded already: whoever recorded it may have ended before its work was done. */
  readonly onRepeat?: (stream: string) => void;
  /** Called when another process appended to a stream that this one knows. */
  readonly onNews?: (stream: string) => void;
}): { readonly handle: Handle; readonly load: Load; readonly peek: Peek } {
  const { store, policy, log, now, onCommit, onRepeat, onNews } = deps;
  const investigations = createKnownInvestigations({ store, now, onNews });

  const isFresh = ({ askedAt }: KnownInvestigation): boolean => now().getTime() - askedAt <= FRESH_MS;

  /**
   * Decides on what this process knows and appends; the conditional append notices what it does not know. On a conflict it reads and
   * decides again, and it refuses nothing on knowledge that may be old.
   */
  async function handle(stream: string, command: Command, meta: Meta): Promise<Handled> {
    for (let attempt = 1; ; attempt++) {
      const kept = attempt === 1 ? investigations.get(stream) : undefined;
      const known = kept ?? (await investigations.load(stream));
      const { state, version } = known;
      if (known.seen.has(meta.id)) {
        onRepeat?.(stream);
        return { decision: { ok: true, events: [] }, state, version };
      }
      assureOurs(state);
      const decision = decide(state, command, meta, policy);
      if (!decision.ok || decision.events.length === 0) {
        if (kept && !isFresh(kept)) continue;
        return { decision, state, version };
      }
      assureReadable(decision.events);
      const next = decision.events.reduce(evolve, state);
      const work = unique([
        ...decision.events.flatMap((event: Event) => [
          ...react(event, next, policy),
          ...reactRouted(event, next),
          ...reactPaged(event, next),
        ]),
        ...reactPublished(state, decision.events, next, policy),
      ]);
      const commit = { stream, version: version + 1, meta, events: decision.events, work };
      if (!(await append(commit))) {
        if (attempt === MAX_ATTEMPTS) throw new VersionConflict(`${stream} ${commit.version}`);
        continue;
      }
      remember(known.seen, meta.id);
      investigations.keep(stream, { state: next, version: version + 1, seen: known.seen, askedAt: now().getTime() });
      log.info(
        { stream, version: version + 1, delivery: meta.id, actor: meta.actor.id, command: command.type },
        "commit",
      );
      onCommit(stream, work);
      return { decision, state: next, version: version + 1 };
    }
  }

  /**
   * Appends a commit, and returns false if another has its version. An append without an answer may have been done: the stream says so.
   * Throws {@link OutcomeUnknown} if that cannot be read either.
   */
  async function append(commit: Commit): Promise<boolean> {
    try {
      await store.append(commit);
      return true;
    } catch (error) {
      const [there] = await store.read(commit.stream, commit.version - 1).catch((unread: unknown) => {
        if (error instanceof VersionConflict) throw unread;
        if (error instanceof StoreUnavailable && !error.hangs) throw error;
        throw new OutcomeUnknown("the store did not say whether it was stored", { cause: error });
      });
      if (there?.meta.id === commit.meta.id) return true;
      if (there || error instanceof VersionConflict) return false;
      throw error;
    }
  }

  async function load(stream: string, atLeast?: number): Promise<KnownInvestigation> {
    const kept = investigations.get(stream);
    return kept && atLeast !== undefined && kept.version >= atLeast ? kept : investigations.load(stream);
  }

  return { handle, load, peek: (stream) => investigations.get(stream)?.state };
}

const stored = z.array(eventShape);

/** Throws {@link Unreadable} for events that could be stored, but never read again: they would spoil their whole stream. */
function assureReadable(events: readonly Event[]): void {
  const parsed = stored.safeParse(parseJson(JSON.stringify(events)));
  const [issue] = parsed.error?.issues ?? [];
  if (issue) throw new Unreadable(`${issue.path.join(".")}: ${issue.message}`);
}

function unique(work: readonly Work[]): readonly Work[] {
  const byText = new Map(work.map((item) => [JSON.stringify(item), item]));
  return [...byText.values()];
}
