import { counted } from "../card/number.ts";
import type { Event } from "../events/events.ts";

type Growth = Extract<Event, { type: "stormGrew" }>;

/** Alarms that one line names. */
const NAMED = 5;

/** The events, with all growth of a storm within a minute as one: hundreds of alarms are recorded in dozens of steps. */
export function growthTogether(events: readonly Event[]): readonly Event[] {
  const together: Event[] = [];
  let last: { readonly index: number; readonly growth: Growth } | undefined;
  for (const event of events) {
    if (event.type !== "stormGrew" || event.members.length === 0 || event.repeats) {
      together.push(event);
    } else if (last && minuteOf(last.growth.at) === minuteOf(event.at)) {
      const growth: Growth = { ...last.growth, members: [...last.growth.members, ...event.members] };
      together[last.index] = growth;
      last = { index: last.index, growth };
    } else {
      last = { index: together.push(event) - 1, growth: event };
    }
  }
  return together;
}

const minuteOf = (iso: string): number => Math.floor(Date.parse(iso) / 60_000);

const HAPPENED = { ALARM: "fired", OK: "recovered", INSUFFICIENT_DATA: "lost their data" } as const;

/** "12 alarms fired: cart-5xx, orders-5xx and 10 more; 1 alarm recovered: search-5xx". */
export function growthWords({ members }: Growth): string {
  return Object.entries(HAPPENED)
    .flatMap(([state, happened]) => {
      const names = members.filter((member) => member.state === state).map(({ name }) => name);
      return names.length === 0 ? [] : [`${counted(names.length, "alarm")} ${happened}: ${namesOf(names)}`];
    })
    .join("; ");
}

function namesOf(names: readonly string[]): string {
  const named = names.slice(0, NAMED).join(", ");
  return names.length > NAMED ? `${named} and ${names.length - NAMED} more` : named;
}
