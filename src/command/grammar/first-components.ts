import { folded } from "./match.ts";
import type { Surroundings } from "./understood.ts";

/** Known components: the one of the thread's alarm, those of open alarms, then the others. */
export function firstComponents({ components, open, thread }: Surroundings): readonly string[] {
  const titles = ` ${open.map(({ title }) => folded(title).join(" ")).join(" | ")} `;
  const rank = (name: string): number =>
    name === thread?.component ? 0 : titles.includes(` ${folded(name).join(" ")} `) ? 1 : 2;
  return components.toSorted((one, other) => rank(one) - rank(other));
}
