import type { EscalationStep, PageTarget } from "../events/events.ts";
import type { Board } from "../store/board.ts";
import { CHANNEL, type OnCallFile, receiverIn, type ScheduleSource } from "./on-call-file.ts";
import { createOverrides, type Overrides, type RecordedOverride } from "./overrides.ts";
import { personAt, type Shift, shiftAt } from "./rota.ts";

/** Who is on call for a schedule now, until when, and who is next. */
export interface OnDuty {
  readonly schedule: string;
  /** The zone of the schedule; undefined for a group of the chat. */
  readonly zone: string | undefined;
  readonly now: PageTarget | undefined;
  /** ISO; undefined: as long as can be foreseen. */
  readonly until: string | undefined;
  readonly next: PageTarget | undefined;
  /** The override that holds. */
  readonly override: RecordedOverride | undefined;
}

/** Who is on call and who is paged, by the on-call file and the overrides that people typed. */
export interface OnCall {
  readonly file: OnCallFile;
  readonly overrides: Overrides;
  /** All schedules at a time. One read of the store. */
  onDuty(at: Date): Promise<readonly OnDuty[]>;
  /** Whom a name means at a time: a person, by key or name, a group, a schedule, `here`, or a channel's key. */
  find(name: string, at: Date): Promise<PageTarget | undefined>;
  /** The steps of the file's escalation, counted from a time; each with whoever is on call then. */
  plan(from: Date): Promise<readonly EscalationStep[]>;
  /** Whom a step pages now: who is on call may have changed since it was planned. */
  renewed(targets: readonly PageTarget[], at: Date): Promise<readonly PageTarget[]>;
}

/** What a receiver of the file of routes means to an escalation; undefined where there is none of that name. */
export type ReceiverTarget = (name: string) => PageTarget | undefined;

/** An installation without a file. */
export const NO_ON_CALL: OnCallFile = { people: {}, groups: {}, schedules: {}, escalation: [] };

export function createOnCall(
  file: OnCallFile,
  board: Board,
  now: () => Date,
  receiver: ReceiverTarget = () => undefined,
): OnCall {
  const overrides = createOverrides(board, now);
  const hasRota = Object.values(file.schedules).some(({ type }) => type === "rota");
  const standing = async (): Promise<readonly RecordedOverride[]> =>
    hasRota ? (await overrides.list()).filter(({ undone }) => !undone) : [];

  return {
    file,
    overrides,
    async onDuty(at) {
      const all = await standing();
      return Object.entries(file.schedules).map(([name, source]) => dutyOf(file, name, source, all, at));
    },
    async find(name, at) {
      return targetOf(file, name, at, Object.hasOwn(file.schedules, name) ? await standing() : []);
    },
    async plan(from) {
      if (file.escalation.length === 0) return [];
      const all = await standing();
      return file.escalation.map(({ afterMs, page }) => {
        const at = new Date(from.getTime() + afterMs);
        const targets = page.flatMap((name) => {
          const called = receiverIn(name);
          return (called === undefined ? targetOf(file, name, at, all) : receiver(called)) ?? [];
        });
        return { at: at.toISOString(), targets };
      });
    },
    async renewed(targets, at) {
      const all = await standing();
      return targets.map((target) => {
        const schedule = target.type === "person" ? target.schedule : undefined;
        return (schedule === undefined ? undefined : targetOf(file, schedule, at, all)) ?? target;
      });
    },
  };
}

function dutyOf(
  file: OnCallFile,
  schedule: string,
  source: ScheduleSource,
  overrides: readonly RecordedOverride[],
  at: Date,
): OnDuty {
  if (source.type === "group") {
    const now = groupTarget(file, source.group);
    return { schedule, zone: undefined, now, until: undefined, next: undefined, override: undefined };
  }
  const own = overrides.filter((override) => override.schedule === schedule);
  const seconds = at.getTime() / 1000;
  const shift = shiftAt(source, own, seconds);
  const after: Shift | undefined = shift.end === undefined ? undefined : shiftAt(source, own, shift.end);
  return {
    schedule,
    zone: source.zone,
    now: personTarget(file, shift.person, schedule),
    until: shift.end === undefined ? undefined : new Date(shift.end * 1000).toISOString(),
    next: personTarget(file, after?.person, schedule),
    override: own.findLast(({ start, end }) => start <= seconds && seconds < end),
  };
}

function targetOf(
  file: OnCallFile,
  name: string,
  at: Date,
  overrides: readonly RecordedOverride[],
): PageTarget | undefined {
  if (name === "here") return { type: "here" };
  const source = Object.hasOwn(file.schedules, name) ? file.schedules[name] : undefined;
  if (source?.type === "group") return groupTarget(file, source.group);
  if (source) {
    const own = overrides.filter(({ schedule }) => schedule === name);
    return personTarget(file, personAt(source, own, at.getTime() / 1000), name);
  }
  if (Object.hasOwn(file.groups, name)) return groupTarget(file, name);
  const person = personNamed(file, name);
  if (person !== undefined) return personTarget(file, person);
  if (receiverIn(name) !== undefined) return undefined;
  return CHANNEL.test(name) ? { type: "channel", name, place: name } : undefined;
}

/** The key of a person, by key or name, whatever the case of the letters. */
export function personNamed({ people }: OnCallFile, name: string): string | undefined {
  const wanted = name.toLowerCase().replaceAll("_", " ");
  return Object.keys(people).find((key) => key.toLowerCase() === wanted || people[key]?.name.toLowerCase() === wanted);
}

function personTarget({ people }: OnCallFile, key: string | undefined, schedule?: string): PageTarget | undefined {
  const person = key !== undefined && Object.hasOwn(people, key) ? people[key] : undefined;
  if (!person) return undefined;
  const { name, ids } = person;
  return { type: "person", name, ids: [...ids], ...(schedule !== undefined && { schedule }) };
}

function groupTarget({ groups }: OnCallFile, name: string): PageTarget | undefined {
  const ids = Object.hasOwn(groups, name) ? groups[name] : undefined;
  return ids && { type: "group", name, ids: [...ids] };
}
