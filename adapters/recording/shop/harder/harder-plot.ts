import { type Plot, toIncident } from "../faults/incidents.ts";
import { attempt, disturbanceOf, type Staged } from "../faults/stage.ts";
import { firstCrossing, minuteValues } from "../world/alarm.ts";
import { createDraw, pickFrom } from "../world/noise.ts";
import { createWorld, type ShopVariations, type World } from "../world/world.ts";
import type { ConditionName, DayCondition } from "./conditions/condition.ts";
import { conditionsOf } from "./conditions/conditions.ts";
import type { Draft, Draw, HarderKind } from "./draft.ts";
import { lateQueue } from "./kinds/late-queue.ts";
import { onTheWay } from "./kinds/on-the-way.ts";
import { onePath } from "./kinds/one-path.ts";
import { normalDay, plainFault } from "./kinds/plain.ts";
import { retries } from "./kinds/retries.ts";
import { swallowed } from "./kinds/swallowed.ts";
import { twoFaults } from "./kinds/two-faults.ts";
import { wrongAnswers } from "./kinds/wrong-answers.ts";

const kinds: Readonly<Record<HarderKind, (draw: Draw) => Draft>> = {
  "on the way": onTheWay,
  "wrong answers": wrongAnswers,
  "swallowed exception": swallowed,
  "one path": onePath,
  "two faults": twoFaults,
  retries,
  "late queue": lateQueue,
  plain: plainFault,
  normal: normalDay,
};

/** The kinds to draw from, equally frequent except for the late queue, of which there are few. */
const often: readonly HarderKind[] = [
  "on the way",
  "on the way",
  "wrong answers",
  "wrong answers",
  "swallowed exception",
  "swallowed exception",
  "one path",
  "one path",
  "two faults",
  "two faults",
  "retries",
  "retries",
  "late queue",
  "plain",
  "plain",
];

/** The names of all kinds of faults. */
export const harderKinds: readonly HarderKind[] = [...new Set(often)];

/** The parameters of a day of the harder world. */
export interface HarderWish {
  readonly seed: number;
  readonly startedAt: Date;
  readonly kind?: HarderKind;
  /** Exactly these if they are given. */
  readonly conditions?: readonly ConditionName[];
}

/** A day of the harder world whose alarm fires because of its fault, and not without it. */
export interface HarderDay {
  readonly draft: Draft;
  readonly plot: Plot;
  readonly staged: Staged;
  readonly conditions: readonly DayCondition[];
}

const ROUNDS = 5;
const hour = 60;

/** Draws a day of the harder world; throws if no alarm detects any of the drawn faults. */
export function harderDay({ seed, startedAt, kind: wanted, conditions: asked }: HarderWish): HarderDay {
  const draw = createDraw(seed, 820);
  const kind = wanted ?? pickFrom(draw, often);
  const minute = Math.floor(startedAt.getTime() / 60_000);
  for (let round = 0; round < ROUNDS; round++) {
    const draft = kinds[kind](draw);
    const conditions = conditionsOf(draw, { draft, seed, minute }, asked);
    const surroundings = surroundingsOf(draft, conditions, minute);
    for (const alarm of draft.alarms) {
      const { fault, component } = draft;
      const incident = incidentOf(draft, conditions, seed);
      const plot = { incident, fault, component, alarm, surroundings };
      const staged = attempt(plot, seed, startedAt);
      if (staged && isItsOwn(staged, surroundings, draft.distractor !== undefined))
        return { draft, plot, staged, conditions };
    }
  }
  throw new Error(`No alarm sees ${kind} with seed ${seed}; try another seed.`);
}

function incidentOf(draft: Draft, conditions: readonly DayCondition[], seed: number): Plot["incident"] {
  const { kind, fault, component, between } = draft;
  const id = `${kind.replaceAll(" ", "-")}-${component}-${seed}`;
  const incident = toIncident(id, "Something is wrong", "A random fault.", fault, component);
  const { answer } = incident;
  const names = conditions.map(({ name }) => name);
  return { ...incident, answer: { ...answer, kind, conditions: names, ...(between && { between }) } };
}

/** Minutes before `startedAt` at which a fault begins that is detected at once. */
const SEEN_AFTER = 6;

function surroundingsOf(draft: Draft, conditions: readonly DayCondition[], minute: number): ShopVariations {
  const { distractor } = draft;
  const others = conditions.flatMap((each) => each.others ?? []);
  const sparse = new Map(conditions.flatMap((each) => [...(each.sparse ?? [])]));
  if (!distractor) return { others, sparse };
  const onset = minute - SEEN_AFTER + distractor.minutesLater;
  return { others: [...others, disturbanceOf(distractor.fault, distractor.component, onset)], sparse };
}

/** Whether the alarm stays silent without the fault, and, if there is a distractor, fires without that one and depends on it little. */
function isItsOwn({ world, rule, fired }: Staged, surroundings: ShopVariations, hasDistractor: boolean): boolean {
  const { seed, disturbance } = world;
  const { onset, lastsMinutes } = disturbance;
  const nothing = { onset, lastsMinutes, modifiers: [] };
  const calm = createWorld(seed, nothing, surroundings);
  const until = Math.min(onset + lastsMinutes, Math.ceil(fired.at / 60) + hour);
  if (firstCrossing(calm, rule, onset - hour, until, true)) return false;
  if (!hasDistractor) return true;
  const alone = { ...surroundings, others: surroundings.others.slice(0, -1) };
  const end = Math.floor(fired.at / 60);
  const level = (seen: World): number => meanOf(minuteValues(seen, rule.query, end - AROUND, end + AROUND));
  const usual = level(createWorld(seed, nothing, alone));
  const moved = level(createWorld(seed, disturbance, alone)) - usual;
  return moved > 0 && Math.abs(level(calm) - usual) < LITTLE * moved;
}

/** Minutes around the firing in which an alarm's metric is compared. */
const AROUND = 5;
/** The largest effect of the distractor, as a share of the fault's. */
const LITTLE = 0.15;

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
