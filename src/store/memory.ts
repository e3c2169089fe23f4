import { LeaseLost, VersionConflict } from "../errors.ts";
import { dueOf, type LaneName, laneOf } from "../events/work.ts";
import { type Archive, toArchived } from "./archive.ts";
import type { Board, BoardMessage } from "./board.ts";
import type { Directory, Summary } from "./directory.ts";
import { type Commit, DELIVERIES_A_ROUND, type Lane, LEASE_MS, type Step, type Store } from "./store.ts";

interface Pending {
  readonly step: Step;
  readonly lane: LaneName;
  due: number;
  attempts: number;
}

interface Held {
  owner: symbol | undefined;
  until: number;
  memory: string | undefined;
}

/** All ports in the memory of one process, for tests and benches. They behave like the real ones, and nothing survives the process. */
export function createMemoryStores({ now }: { readonly now: () => Date }): {
  readonly store: Store;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly board: Board;
} {
  return {
    store: createMemoryStore(now),
    directory: createMemoryDirectory(),
    archive: createMemoryArchive(),
    board: createMemoryBoard(),
  };
}

function createMemoryStore(now: () => Date): Store {
  const streams = new Map<string, Commit[]>();
  const pending = new Map<string, Pending[]>();
  const delivered = new Set<string>();
  const lanes = new Map<string, Held>();

  const waiting = (stream: string): Pending[] => {
    const known = pending.get(stream) ?? [];
    pending.set(stream, known);
    return known;
  };

  return {
    read: async (stream, after) =>
      structuredClone((streams.get(stream) ?? []).filter(({ version }) => version > after)),
    append: async (commit) => {
      const commits = streams.get(commit.stream) ?? [];
      if (commit.version !== (commits.at(-1)?.version ?? 0) + 1)
        throw new VersionConflict(`${commit.stream} ${commit.version}`);
      streams.set(commit.stream, [...commits, structuredClone(commit)]);
      commit.work.forEach((work, index) => {
        const key = `${commit.version}/${index}`;
        const due = dueOf(work, commit.meta.at);
        const step: Step = { kind: "work", key, version: commit.version, attempts: 0, work };
        waiting(commit.stream).push({ step, lane: laneOf(work), due, attempts: 0 });
      });
    },
    erase: async (stream, through) => {
      streams.set(stream, streams.get(stream)?.filter(({ version }) => version > through) ?? []);
      const isLeft = ({ step }: Pending): boolean => step.kind === "delivery" || step.version > through;
      pending.set(stream, waiting(stream).filter(isLeft));
      for (const name of ["chat", "work"]) {
        const held = lanes.get(`${name} ${stream}`);
        if (held) held.owner = undefined;
        lanes.delete(`${name} ${stream}`);
      }
    },
    deliver: async (deliveries) => {
      for (const delivery of deliveries) {
        const key = `${delivery.stream} ${delivery.id}`;
        if (delivered.has(key)) continue;
        delivered.add(key);
        const step: Step = { kind: "delivery", key: delivery.id, attempts: 0, delivery: { ...delivery } };
        const due = Date.parse(delivery.receivedAt);
        waiting(delivery.stream).push({ step, lane: "work", due, attempts: 0 });
      }
    },
    due: async (at, limit) =>
      [...pending]
        .map(([stream, list]) => ({ stream, due: Math.min(...list.map((item) => item.due)) }))
        .filter(({ due }) => due <= at.getTime())
        .sort((a, b) => a.due - b.due)
        .slice(0, limit)
        .map(({ stream }) => stream),
    take: async (stream, name) => {
      const key = `${name} ${stream}`;
      const held = lanes.get(key) ?? { owner: undefined, until: 0, memory: undefined };
      if (held.owner !== undefined && held.until > now().getTime()) return undefined;
      lanes.set(key, held);
      held.owner = Symbol(key);
      held.until = now().getTime() + LEASE_MS;
      return createLane({ stream, name, held, waiting: () => waiting(stream), now });
    },
  };
}

function createLane(deps: {
  readonly stream: string;
  readonly name: LaneName;
  readonly held: Held;
  readonly waiting: () => Pending[];
  readonly now: () => Date;
}): Lane {
  const { stream, name, held, waiting, now } = deps;
  const mine = held.owner;
  const controller = new AbortController();
  const ours = (): void => {
    if (held.owner === mine && held.until > now().getTime()) return;
    const lost = new LeaseLost(`${name} of ${stream} is held by another`);
    controller.abort(lost);
    throw lost;
  };
  const find = (step: Step): Pending | undefined =>
    waiting().find((item) => item.lane === name && item.step.key === step.key);
  const drop = (item: Pending | undefined): void => {
    const list = waiting();
    if (item) list.splice(list.indexOf(item), 1);
  };
  return {
    stream,
    name,
    signal: controller.signal,
    get memory() {
      return held.memory === undefined ? undefined : JSON.parse(held.memory);
    },
    due: async (at) => {
      ours();
      const due = waiting().filter((item) => item.lane === name && item.due <= at.getTime());
      const steps = due.map(({ step, attempts }): Step => ({ ...structuredClone(step), attempts }));
      const deliveries = steps.filter((step) => step.kind === "delivery").slice(0, DELIVERIES_A_ROUND);
      return [...deliveries, ...steps.filter((step) => step.kind === "work")];
    },
    complete: async (steps) => {
      ours();
      for (const step of steps) drop(find(step));
    },
    postpone: async (step, until) => {
      ours();
      const item = find(step);
      if (item && until) Object.assign(item, { due: until.getTime(), attempts: item.attempts + 1 });
      else drop(item);
    },
    remember: async (memory) => {
      ours();
      held.memory = JSON.stringify(memory);
    },
    release: async (done = []) => {
      if (held.owner !== mine) return undefined;
      for (const step of done) drop(find(step));
      held.owner = undefined;
      const next = Math.min(...waiting().flatMap((item) => (item.lane === name ? item.due : [])));
      return Number.isFinite(next) ? new Date(next) : undefined;
    },
  };
}

function createMemoryDirectory(): Directory {
  const names = new Map<string, string>();
  const summaries = new Map<string, Summary>();
  let number = 1000;
  return {
    find: async (name) => names.get(name),
    claim: async (name, stream, instead) => {
      const known = names.get(name);
      if (known === undefined || known === instead) names.set(name, stream);
      return names.get(name) ?? stream;
    },
    nextNumber: async () => ++number,
    summarise: async (summary) => {
      const known = summaries.get(summary.stream);
      if (!known || known.version < summary.version) summaries.set(summary.stream, { ...summary });
    },
    list: async (partition, limit) => {
      const inPartition = ({ status, closedAt = "" }: Summary): boolean =>
        partition === "open" ? status === "open" : status === "closed" && closedAt.startsWith(partition.closedIn);
      const time = (summary: Summary): string => summary.closedAt ?? summary.openedAt;
      return [...summaries.values()]
        .filter(inPartition)
        .sort((a, b) => time(b).localeCompare(time(a)))
        .slice(0, limit);
    },
    closedBefore: async (time, limit) =>
      [...summaries.values()]
        .filter(({ status, closedAt = "" }) => status === "closed" && closedAt < time)
        .sort((a, b) => (a.closedAt ?? "").localeCompare(b.closedAt ?? ""))
        .slice(0, limit),
    release: async (name, stream) => {
      if (names.get(name) === stream) names.delete(name);
    },
    forget: async (stream) => void summaries.delete(stream),
  };
}

function createMemoryArchive(): Archive {
  const bodies = new Map<string, string>();
  return {
    save: async (stream, body) => {
      const { id, text } = await toArchived(stream, body);
      bodies.set(id, text);
      return id;
    },
    load: async (id) => {
      const text = bodies.get(id);
      return text === undefined ? undefined : JSON.parse(text);
    },
    remove: async (id) => void bodies.delete(id),
  };
}

function createMemoryBoard(): Board {
  const places = new Map<string, Map<string, BoardMessage>>();
  return {
    put: async ({ keepUntil: _, ...message }) => {
      const place = places.get(message.place) ?? new Map<string, BoardMessage>();
      places.set(message.place, place);
      place.set(message.key, { ...message, postedAt: place.get(message.key)?.postedAt ?? message.postedAt });
    },
    list: async (place, limit) =>
      [...(places.get(place)?.values() ?? [])].sort((a, b) => a.postedAt.localeCompare(b.postedAt)).slice(-limit),
    remove: async (place, keys) => {
      const messages = places.get(place);
      for (const key of [...(messages?.keys() ?? [])]) {
        if ("key" in keys ? key === keys.key : key.startsWith(keys.begin)) messages?.delete(key);
      }
    },
  };
}
