import type { Store } from "../store/store.ts";
import { evolve } from "./evolve.ts";
import { type Investigation, initialState } from "./state.ts";

/** An investigation as this process knows it. */
export interface KnownInvestigation {
  readonly state: Investigation;
  readonly version: number;
  /** Delivery ids of its commits. */
  readonly seen: Set<string>;
  /** Epoch ms of the last read for newer commits. */
  readonly askedAt: number;
}

/** Folded investigations that a process caches. They may be stale: the conditional append detects that. */
export interface KnownInvestigations {
  /** As this process knows it; undefined where it knows nothing of it. */
  get(stream: string): KnownInvestigation | undefined;
  /** As it stands, strongly consistent. */
  load(stream: string): Promise<KnownInvestigation>;
  /** Takes a state over, unless a newer one is known; gives back the newer one. */
  keep(stream: string, known: KnownInvestigation): KnownInvestigation;
}

/** The most streams whose folded state is cached. */
const KEPT_STREAMS = 2_000;
/** The commits that they have altogether: their number bounds the bytes, a few KB each at most with what follows from it. */
const KEPT_COMMITS = 50_000;
/** Delivery ids that are kept of a stream, the newest: a repeat comes within minutes, and what it says is known to the state as well. */
const KEPT_IDS = 2_000;

export function createKnownInvestigations(deps: {
  readonly store: Store;
  readonly now: () => Date;
  /** Called when another process appended to a stream that this one knows. */
  readonly onNews?: ((stream: string) => void) | undefined;
}): KnownInvestigations {
  const { store, now, onNews } = deps;
  const recent = new Map<string, KnownInvestigation>();
  let commits = 0;

  async function load(stream: string): Promise<KnownInvestigation> {
    const askedAt = now().getTime();
    const cached = recent.get(stream) ?? { state: initialState, version: 0, seen: new Set<string>(), askedAt: 0 };
    const newer = await store.read(stream, cached.version);
    let { state, version } = cached;
    for (const commit of newer) {
      state = commit.events.reduce(evolve, state);
      version = commit.version;
      remember(cached.seen, commit.meta.id);
    }
    if (cached.version > 0 && newer.length > 0) onNews?.(stream);
    return keep(stream, { state, version, seen: cached.seen, askedAt });
  }

  function keep(stream: string, known: KnownInvestigation): KnownInvestigation {
    const newest = recent.get(stream);
    if (newest && newest.version > known.version) return newest;
    forget(stream);
    recent.set(stream, known);
    commits += known.version;
    for (const oldest of recent.keys()) {
      if (oldest === stream || (recent.size <= KEPT_STREAMS && commits <= KEPT_COMMITS)) break;
      forget(oldest);
    }
    return known;
  }

  function forget(stream: string): void {
    commits -= recent.get(stream)?.version ?? 0;
    recent.delete(stream);
  }

  return { get: (stream) => recent.get(stream), load, keep };
}

/** Keeps a delivery id, and forgets the oldest where there are too many. */
export function remember(seen: Set<string>, id: string): void {
  seen.add(id);
  const oldest = seen.keys().next();
  if (seen.size > KEPT_IDS && !oldest.done) seen.delete(oldest.value);
}
