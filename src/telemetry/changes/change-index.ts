import pLimit from "p-limit";
import { z } from "zod";
import type { Gap } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Seen, Window } from "../../findings/measured.ts";
import { parseJson } from "../../json.ts";
import type { Board } from "../../store/board.ts";

/** An index of reported changes, by time and resource. */
export interface ChangeIndex {
  /** Stores a change; one with the same id is replaced. `kind` names its source: `call/lambda`. */
  put(change: Change, kind: string): Promise<void>;
  /**
   * The changes in a window, oldest first; with a name or ARN only those of that resource. Reads the newest 48 hours of a longer window and
   * the newest 500 changes of an hour, and reports the rest as a gap.
   */
  during(window: Window, resource?: string): Promise<Indexed>;
}

/** `complete`: no write to the resource up to the horizon is missing. Otherwise the horizon is the time of the newest change. */
export interface Indexed extends Seen<readonly Change[]> {
  readonly complete: boolean;
}

const HOUR = 3600;
const MOST_HOURS = 48;
const MOST_AN_HOUR = 500;
/** The same retention time as CloudTrail's history. */
const KEPT = 90 * 24 * HOUR;
/** The most hours that are read at once: other calls of the store run between them. */
const AT_ONCE = 4;

/** A kind of event that did not arrive for this long may have been switched off. */
const HEARD = 24 * HOUR;
const HEARD_PLACE = "changes/heard";
const MOST_KINDS = 500;
/** The shortest time between two records of the same kind, so that many changes cause one write. */
const NOTED_EVERY = 600;
/**
 * EventBridge gets calls from CloudTrail, on average after about 5 minutes and without a guarantee; twice that time is assumed.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
const LAG = 600;

const stored = z.object({
  id: z.string(),
  at: z.number(),
  action: z.string(),
  actor: z.string(),
  resources: z.array(z.string()),
  detail: z.record(z.string(), z.string()),
  parameters: z.record(z.string(), z.string()).optional(),
  link: z.string().optional(),
});

/** An index on a board: one place for each hour, `changes/2026-11-24T03`; the key is the change's id. */
export function createChangeIndex(board: Board, now: () => Date): ChangeIndex {
  const seconds = (): number => now().getTime() / 1000;
  const noted = new Map<string, number>();
  const limit = pLimit(AT_ONCE);

  async function note(kind: string): Promise<void> {
    const at = seconds();
    if (at - (noted.get(kind) ?? 0) < NOTED_EVERY) return;
    const postedAt = now().toISOString();
    await board.put({ place: HEARD_PLACE, key: kind, postedAt, body: postedAt, keepUntil: at + 2 * HEARD });
    noted.set(kind, at);
    if (noted.size > MOST_KINDS) noted.clear();
  }

  /** Whether calls of a resource's service arrived recently. */
  async function hasRecentCalls(resource: string | undefined): Promise<boolean> {
    const kind = resource === undefined ? undefined : kindOfArn(resource);
    if (kind === undefined) return false;
    const kinds = await board.list(HEARD_PLACE, MOST_KINDS);
    return kinds.some(({ key, body }) => key === kind && seconds() - Date.parse(body) / 1000 < HEARD);
  }

  return {
    async put(change, kind) {
      const postedAt = new Date(change.at * 1000).toISOString();
      const message = { key: change.id, postedAt, body: JSON.stringify(change), keepUntil: change.at + KEPT };
      await board.put({ place: placeOf(change.at), ...message });
      await note(kind);
    },
    async during(window, resource) {
      const asked = hoursOf(window);
      const [complete, ...hours] = await Promise.all([
        hasRecentCalls(resource),
        ...asked.hours.map((hour) => limit(() => board.list(placeOf(hour), MOST_AN_HOUR + 1))),
      ]);
      const full = hours.filter(({ length }) => length > MOST_AN_HOUR).length;
      const all = hours.flatMap((hour) => hour.slice(-MOST_AN_HOUR).flatMap(({ body }) => parse(body)));
      const value = [...new Map(all.map((change) => [change.id, change])).values()]
        .filter(({ at }) => at >= window.start && at < window.end)
        .filter((change) => resource === undefined || isAbout(change, resource))
        .sort((one, other) => one.at - other.at);
      const horizon = complete ? seconds() - LAG : Math.min(seconds(), value.at(-1)?.at ?? window.start);
      return { value, horizon, complete: complete && !asked.cut && full === 0, gaps: gapsOf(asked.cut, full) };
    },
  };
}

/** The kind of the events of an ARN's service; undefined if the text is not an ARN. */
export function kindOfArn(resource: string): string | undefined {
  const [, service] = /^arn:[\w-]+:([\w-]+):/.exec(resource) ?? [];
  return service && callKind(service);
}

/** The kind of the events of a service: the same for `lambda` and `lambda.amazonaws.com`. */
export function callKind(service: string): string {
  return `call/${service.replace(".amazonaws.com", "").slice(0, 60)}`;
}

function placeOf(at: number): string {
  return `changes/${new Date(at * 1000).toISOString().slice(0, -11)}`;
}

/** The hours of a window, the newest 48 of them. */
function hoursOf({ start, end }: Window): { readonly hours: readonly number[]; readonly cut: boolean } {
  const last = Math.ceil(end / HOUR);
  const first = Math.floor(start / HOUR);
  const from = Math.max(first, last - MOST_HOURS);
  const hours = Array.from({ length: Math.max(0, last - from) }, (_, index) => (from + index) * HOUR);
  return { hours, cut: from > first };
}

/** Whether a change is about a resource, by its ARN or name in the resources, or in the detail of an event that only follows a change. */
export function isAbout({ resources, detail }: Change, resource: string): boolean {
  const wanted = new Set([resource, lastPart(resource)]);
  const names = [...resources, detail.on ?? ""];
  return names.some((name) => wanted.has(name) || wanted.has(lastPart(name)));
}

/** The last part of an ARN, which is the resource's name. */
export function lastPart(resource: string): string {
  return resource.split(/[/:]/).at(-1) ?? resource;
}

function parse(body: string): readonly Change[] {
  // One that cannot be read hides no other of its hour.
  const read = stored.safeParse(parseJson(body));
  if (!read.success) return [];
  const { link, parameters, ...change } = read.data;
  return [{ ...change, ...(parameters && { parameters }), ...(link !== undefined && { link }) }];
}

function gapsOf(cut: boolean, full: number): readonly Gap[] {
  const what = "changes as they happened";
  const remedy = "ask for a shorter time";
  return [
    ...(cut
      ? [
          {
            what,
            reason: `what was told as it happened was looked through for the newest ${MOST_HOURS} hours only`,
            remedy,
          },
        ]
      : []),
    ...(full > 0
      ? [
          {
            what,
            reason: `more than ${MOST_AN_HOUR} changes were told in each of ${full} hours; the newest were read`,
            remedy,
          },
        ]
      : []),
  ];
}
