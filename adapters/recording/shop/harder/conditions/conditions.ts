import type { Draw } from "../draft.ts";
import { callsMeasured } from "./calls-measured.ts";
import { clocksApart } from "./clocks.ts";
import type { ConditionName, Day, DayCondition, MakeCondition } from "./condition.ts";
import { newNormal } from "./new-normal.ts";
import { oddAllDay } from "./odd-all-day.ts";
import { sparse } from "./sparse.ts";
import { unmeasured } from "./unmeasured.ts";

/** All conditions with their frequencies; those that change telemetry as a whole come last. */
const all: readonly { readonly name: ConditionName; readonly often: number; readonly make: MakeCondition }[] = [
  { name: "calls measured", often: 0.7, make: callsMeasured },
  { name: "sparse", often: 0.25, make: sparse },
  { name: "new normal", often: 0.4, make: newNormal },
  { name: "odd all day", often: 0.4, make: oddAllDay },
  { name: "unmeasured", often: 0.4, make: unmeasured },
  { name: "clocks apart", often: 0.4, make: clocksApart },
];

/** The names of all conditions. */
export const conditionNames: readonly ConditionName[] = all.map(({ name }) => name);

/** Draws the conditions of a day, or makes exactly the wanted ones. */
export function conditionsOf(draw: Draw, day: Day, wanted?: readonly ConditionName[]): readonly DayCondition[] {
  return all.flatMap(({ name, often, make }) => {
    const isDrawn = draw() < often;
    return (wanted ? wanted.includes(name) : isDrawn) ? [make(draw, day)] : [];
  });
}
