import type { LaneName } from "../../src/events/work.ts";
import type { Step } from "../../src/store/store.ts";
import { fromBody, toBody } from "./body.ts";
import type { KnownWork } from "./known-work.ts";
import type { ItemUpdate, Lease } from "./lease.ts";
import type { Attributes } from "./table.ts";
import { createWaiting } from "./waiting.ts";

/** The memory and the waiting steps of a lane, in one item. A change is stored with the next write. */
export interface LaneItem {
  readonly memory: unknown;
  /** The steps of all versions up to this one are among the waiting ones. */
  readonly through: number;
  /** Whether the waiting steps changed since they were stored. */
  readonly hasNewSteps: boolean;
  due(at: Date): readonly Step[];
  /** Epoch ms of the next step; infinite without one. */
  next(): number;
  takeIn(known: KnownWork): void;
  drop(steps: readonly Step[]): void;
  /** Without `again` the step is given up. */
  postpone(step: Step, again: Date | undefined): void;
  remember(memory: unknown): void;
  /** Writes what is not stored yet, and an update with it. Rejects with a `LeaseLost` if the lease is lost. */
  write(update: ItemUpdate): Promise<void>;
}

export function createLaneItem(lease: Lease, lane: LaneName, item: Attributes): LaneItem {
  let memory = fromBody(item.memory);
  let through = Number(item.through?.N ?? 0);
  const waiting = createWaiting(fromBody(item.waiting), lane);
  const unstored = { steps: false, memory: false };

  return {
    get memory() {
      return memory;
    },
    get through() {
      return through;
    },
    get hasNewSteps() {
      return unstored.steps;
    },
    due: (at) => waiting.due(at),
    next: () => waiting.next(),
    takeIn(known) {
      unstored.steps = waiting.takeIn(known) || unstored.steps;
      through = known.version;
    },
    drop(steps) {
      unstored.steps = waiting.drop(steps) || unstored.steps;
    },
    postpone(step, again) {
      waiting.postpone(step, again);
      unstored.steps = true;
    },
    remember(value) {
      memory = value;
      unstored.memory = true;
    },
    async write({ set = [], remove, values }) {
      const storing = { ...unstored };
      Object.assign(unstored, { steps: false, memory: false });
      const steps = { ":through": { N: String(through) }, ":waiting": toBody(waiting.stored()) };
      try {
        await lease.write({
          set: [
            ...(storing.steps ? ["through = :through", "waiting = :waiting"] : []),
            ...(storing.memory ? ["memory = :memory"] : []),
            ...set,
          ],
          ...(remove && { remove }),
          values: { ...values, ...(storing.steps && steps), ...(storing.memory && { ":memory": toBody(memory) }) },
        });
      } catch (error) {
        unstored.steps ||= storing.steps;
        unstored.memory ||= storing.memory;
        throw error;
      }
    },
  };
}
