import { z } from "zod";
import { dueOf, type LaneName, laneOf } from "../../src/events/work.ts";
import type { Step } from "../../src/store/store.ts";
import { type WaitingStep, waitingStep } from "../../src/store/stored.ts";
import type { KnownWork } from "./known-work.ts";

/** The unfinished steps of a lane. Those that change something return whether they did. */
export interface WaitingSteps {
  takeIn(known: Pick<KnownWork, "version" | "at" | "work">): boolean;
  drop(steps: readonly Step[]): boolean;
  postpone(step: Step, until: Date | undefined): void;
  /** The steps that are due, in version order. */
  due(at: Date): readonly Step[];
  /** When the next is due, epoch ms; infinite if none waits. */
  next(): number;
  stored(): readonly WaitingStep[];
}

/** Reads the unfinished steps of a lane's item. */
export function createWaiting(stored: unknown, lane: LaneName): WaitingSteps {
  let waiting: WaitingStep[] = z.array(waitingStep).parse(stored ?? []);
  return {
    takeIn({ version, at, work: all }) {
      const before = waiting;
      all.forEach((work, index) => {
        if (laneOf(work) !== lane) return;
        const due = dueOf(work, at);
        // A timer that is set again rings at its last time, so that a thousand settings are one.
        const kept = work.type === "wake" ? waiting.filter((step) => !isOlder(step, work.timer, due)) : waiting;
        waiting = [...kept, { version, index, work, due, attempts: 0 }];
      });
      return waiting !== before;
    },
    drop(steps) {
      const done = new Set(steps.map((step) => step.key));
      const before = waiting.length;
      waiting = waiting.filter((step) => !done.has(keyOf(step)));
      return waiting.length < before;
    },
    postpone(step, until) {
      waiting = waiting.flatMap((known) => {
        if (keyOf(known) !== step.key) return [known];
        return until ? [{ ...known, due: until.getTime(), attempts: known.attempts + 1 }] : [];
      });
    },
    due: (at) => waiting.filter((step) => step.due <= at.getTime()).map(toStep),
    next: () => Math.min(...waiting.map((step) => step.due)),
    stored: () => waiting,
  };
}

function keyOf({ version, index }: WaitingStep): string {
  return `${version}/${index}`;
}

function toStep(step: WaitingStep): Step {
  const { version, attempts, work } = step;
  return { kind: "work", key: keyOf(step), version, attempts, work };
}

function isOlder({ work, due }: WaitingStep, timer: string, than: number): boolean {
  return work.type === "wake" && work.timer === timer && due <= than;
}
