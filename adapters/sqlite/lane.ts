import { randomUUID } from "node:crypto";
import { LeaseLost } from "../../src/errors.ts";
import type { LaneName } from "../../src/events/work.ts";
import { DELIVERIES_KEPT_SECONDS, EXTEND_MS, type Lane, LEASE_MS, type Step } from "../../src/store/store.ts";
import { assureKnown, parseStored, storedWork } from "../../src/store/stored.ts";
import type { FileConnection } from "./connection.ts";
import type { HeldLease, StepKey } from "./sql/lanes.ts";

interface LaneDeps {
  readonly connection: FileConnection;
  readonly owner: string;
  readonly now: () => Date;
  readonly onEnd: () => void;
}

/** Takes a lane's lease, unless another owner holds it. */
export async function takeLane(deps: LaneDeps, stream: string, lane: LaneName): Promise<Lane | undefined> {
  const now = deps.now().getTime();
  const held: HeldLease = { stream, lane, lease: `${deps.owner}/${randomUUID()}` };
  const until = now + LEASE_MS;
  const taken = await deps.connection.call("take", { ...held, owner: `${deps.owner}/`, now, until });
  return taken && holdLane(deps, { ...held, lane }, until, taken.memory);
}

function holdLane(
  { connection: { call }, now, onEnd }: LaneDeps,
  held: HeldLease & { readonly lane: LaneName },
  leasedUntil: number,
  stored: string | undefined,
): Lane {
  const { stream, lane } = held;
  const lost = new AbortController();
  let until = leasedUntil;
  let unstored = false;
  let memory: unknown = stored === undefined ? undefined : JSON.parse(stored);
  const timer = setInterval(() => void extend().catch(() => undefined), EXTEND_MS);
  timer.unref();

  function lose(): LeaseLost {
    const error = new LeaseLost(`The ${lane} lane of ${stream} is held by another process.`);
    lost.abort(error);
    end();
    return error;
  }

  function end(): void {
    clearInterval(timer);
    onEnd();
  }

  /** Runs a write that returns whether the lease is still held. */
  async function write(run: () => Promise<boolean>): Promise<void> {
    if (lost.signal.aborted || now().getTime() >= until) throw lose();
    const [, still] = await Promise.all([storeMemory(), run()]);
    if (!still) throw lose();
  }

  /** Sends the memory along with the next write: both are one transaction. */
  async function storeMemory(): Promise<void> {
    if (!unstored) return;
    unstored = false;
    await call("remember", held, JSON.stringify(memory)).catch((error: unknown) => {
      unstored = true;
      throw error;
    });
  }

  async function extend(): Promise<void> {
    const next = now().getTime() + LEASE_MS;
    await write(() => call("extend", held, next));
    until = next;
  }

  async function dueSteps(at: number): Promise<readonly Step[]> {
    const rows = await call("dueSteps", stream, lane, at);
    return rows.map(({ version, position, attempts, work, types }): Step => {
      const what = `${stream} ${version}`;
      assureKnown(JSON.parse(types), what);
      const key = `${version}/${position}`;
      return { kind: "work", key, version, attempts, work: parseStored(storedWork, JSON.parse(work), what) };
    });
  }

  async function dueDeliveries(at: number): Promise<readonly Step[]> {
    const rows = await call("dueDeliveries", stream, at);
    return rows.map(({ id, receivedAt, attempts, body, trace }): Step => {
      const at = new Date(receivedAt).toISOString();
      const delivery = { id, stream, receivedAt: at, body, ...(trace !== undefined && { trace }) };
      return { kind: "delivery", key: id, attempts, delivery };
    });
  }

  const keepUntil = (): number => Math.floor(now().getTime() / 1000) + DELIVERIES_KEPT_SECONDS;
  const complete = (steps: readonly Step[]): Promise<void> =>
    write(() => call("complete", held, steps.map(keyOf), keepUntil()));

  return {
    stream,
    name: lane,
    signal: lost.signal,
    get memory() {
      return memory;
    },
    async due(at) {
      const time = at.getTime();
      if (lane === "chat") return dueSteps(time);
      return (await Promise.all([dueDeliveries(time), dueSteps(time)])).flat();
    },
    complete,
    postpone: (step, again) =>
      again ? write(() => call("postpone", held, keyOf(step), again.getTime())) : complete([step]),
    async remember(value, when = "now") {
      if (when === "now") await write(() => call("remember", held, JSON.stringify(value)));
      unstored = when === "later";
      memory = value;
    },
    async release(done = []) {
      if (lost.signal.aborted) return undefined;
      const [, next] = await Promise.all([storeMemory(), call("release", held, done.map(keyOf), keepUntil())]);
      end();
      return next === undefined ? undefined : new Date(next);
    },
  };
}

function keyOf(step: Step): StepKey {
  if (step.kind === "delivery") return { kind: "delivery", id: step.key };
  return { kind: "work", version: step.version, position: Number(step.key.split("/")[1]) };
}
