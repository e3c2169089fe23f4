import { z } from "zod";
import type { Clock, Layer, Rota, Weekday } from "./rota.ts";

/** A person, a group of a chat platform, and who of them is on call, as the file says. */
export interface OnCallFile {
  readonly people: Readonly<Record<string, { readonly name: string; readonly ids: readonly string[] }>>;
  /** The ids of a user group or tag on each platform. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly schedules: Readonly<Record<string, ScheduleSource>>;
  /** In order of their time. */
  readonly escalation: readonly EscalationSource[];
}

/** Whom a step pages, by name; `line` is its line in the file, for mistakes that are found later. */
export interface EscalationSource {
  readonly afterMs: number;
  readonly page: readonly string[];
  readonly line: number;
}

/** A step names a receiver of the file of routes with this before its name: `receiver:pager`. */
const RECEIVER = "receiver:";

/** The name of the receiver that a step pages; undefined where it pages something else. */
export function receiverIn(page: string): string | undefined {
  return page.startsWith(RECEIVER) ? page.slice(RECEIVER.length) : undefined;
}

/** Who is on call: a rota, or whoever is in a group of the chat. */
export type ScheduleSource = ({ readonly type: "rota" } & Rota) | { readonly type: "group"; readonly group: string };

const MOST = { people: 500, layers: 20, turns: 100, steps: 20, targets: 20 } as const;
const NAME = /^[a-z][\w.-]{0,39}$/i;
const key = z.string().regex(NAME, "is not a short name such as ana");
const ids = z
  .array(z.string().regex(/^[a-z]+:[^\s]{1,200}$/, "is not an id such as slack:U0123"), "needs a list of ids")
  .max(10);
const people = z.array(key, "needs a list of people").min(1, "names nobody").max(MOST.turns);

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const weekday = z.string().transform((text, context): Weekday => {
  const found = DAYS.findIndex((day) => day === text.toLowerCase() || day.slice(0, 3) === text.toLowerCase());
  if (isWeekday(found)) return found;
  context.addIssue(`is not a weekday such as Monday: ${text.slice(0, 40)}`);
  return z.NEVER;
});

function isWeekday(day: number): day is Weekday {
  return day >= 0 && day <= 6;
}

function readClock(text: string): Clock | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { hour: Number(hour), minute: Number(minute) };
}

const clock = z.string("needs a clock time such as 09:00").transform((text, context): Clock => {
  const read = readClock(text);
  if (read) return read;
  context.addIssue(`is not a clock time such as 09:00: ${text.slice(0, 40)}`);
  return z.NEVER;
});

const hours = z.string("needs hours such as 09:00-17:00").transform((text, context) => {
  const [from, to, more] = text.split("-").map((part) => readClock(part.trim()));
  if (from && to && more === undefined && text.split("-").length === 2) return { from, to };
  context.addIssue(`is not hours such as 09:00-17:00: ${text.slice(0, 40)}`);
  return z.NEVER;
});

const every = z.string("needs a time such as 1 week").transform((text, context) => {
  const [, count = "1", unit] = /^(\d{1,3})? ?(day|week)s?$/i.exec(text) ?? [];
  const days = Number(count) * (unit?.toLowerCase() === "week" ? 7 : 1);
  if (unit !== undefined && days > 0) return days;
  context.addIssue(`is not a turn such as 1 week or 2 days: ${text.slice(0, 40)}`);
  return z.NEVER;
});

const date = z.string("needs a day such as 2026-01-05").transform((text, context) => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return at / 86_400_000;
  context.addIssue(`is not a day such as 2026-01-05: ${text.slice(0, 40)}`);
  return z.NEVER;
});

const after = z.string("needs a time such as 10m").transform((text, context) => {
  const [, count, unit] = /^(\d{1,4})(m|h)$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (unit === "h" ? 3_600_000 : 60_000);
  context.addIssue(`is not a time such as 10m or 1h: ${text.slice(0, 40)}`);
  return z.NEVER;
});

const zone = z.string("needs a time zone such as Europe/Berlin").refine(isZone, {
  error: ({ input }) => `is not a time zone such as Europe/Berlin: ${String(input).slice(0, 60)}`,
});

function isZone(text: string): boolean {
  return text === "UTC" || Intl.supportedValuesOf("timeZone").includes(text);
}

const layer = z
  .strictObject(
    {
      people,
      every,
      handover: clock,
      starting: date,
      hours: hours.optional(),
      weekdays: z.array(weekday).min(1).optional(),
    },
    unknownKey("a layer", "people, every, handover, starting, hours and weekdays"),
  )
  .transform(
    ({ people: turns, every: days, handover, starting: firstDay, hours: only, weekdays }): Layer => ({
      people: turns,
      days,
      handover,
      firstDay,
      hours: only,
      weekdays,
    }),
  );

const schedule = z
  .strictObject(
    {
      time_zone: zone.optional(),
      layers: z.array(layer, "needs a list of layers").min(1, "needs a layer").max(MOST.layers).optional(),
      group: key.optional(),
    },
    unknownKey("a schedule", "time_zone and layers, or group"),
  )
  .transform(({ time_zone, layers, group }, context): ScheduleSource => {
    if (group !== undefined && time_zone === undefined && !layers) return { type: "group", group };
    if (group === undefined && time_zone !== undefined && layers) return { type: "rota", zone: time_zone, layers };
    context.addIssue("needs either time_zone and layers, or group");
    return z.NEVER;
  });

const step = z
  .strictObject(
    { after, page: z.array(z.string(), "needs a list of whom to page").min(1, "pages nobody").max(MOST.targets) },
    unknownKey("a step", "after and page"),
  )
  .transform(({ after: afterMs, page }) => ({ afterMs, page }));

/** The schema of the on-call file. */
export const onCallFile = z.strictObject(
  {
    people: z
      .record(key, z.strictObject({ name: z.string().min(1).max(80), ids }, unknownKey("a person", "name and ids")))
      .default({}),
    groups: z.record(key, ids.min(1)).default({}),
    schedules: z.record(key, schedule).default({}),
    escalation: z.array(step).max(MOST.steps).superRefine(checkOrder).default([]),
  },
  unknownKey("an on-call file", "people, groups, schedules and escalation"),
);

/** A channel, by its key: `slack:T0123:C0456`. */
export const CHANNEL = /^[a-z]+:\S+$/;

function checkOrder(steps: readonly { readonly afterMs: number }[], context: z.core.$RefinementCtx): void {
  for (const [index, { afterMs }] of steps.entries()) {
    const before = steps[index - 1];
    if (before === undefined || before.afterMs < afterMs) continue;
    context.addIssue({ code: "custom", path: [index, "after"], message: "is not later than the step before" });
  }
}

function unknownKey(what: string, has: string) {
  return {
    error: (issue: { readonly code?: string | undefined; readonly keys?: unknown }) =>
      issue.code === "unrecognized_keys"
        ? `${what} has no ${Array.isArray(issue.keys) ? issue.keys.join(", ") : "such key"}; it has ${has}`
        : `needs to be ${what}, with ${has}`,
  };
}
