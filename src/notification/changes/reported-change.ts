import type { Change } from "../../findings/change.ts";
import { lastPart } from "../../telemetry/changes/change-index.ts";
import { SOMEBODY } from "../../telemetry/changes/cloudtrail-record.ts";
import { mask } from "../../telemetry/masking/mask.ts";
import { parseTime } from "../alarm.ts";
import type { EventBridgeEvent } from "../event-bridge.ts";
import { boundedLine } from "../notification.ts";

/** A change that was told as it happened, and by what kind of event. */
export interface ReportedChange {
  readonly kind: string;
  readonly change: Change;
  /** It has a card as well: something failed, or is AWS's own doing. */
  readonly shown: boolean;
}

/** A change, the word that there was none, or nothing when the event is something else. */
export type Reader = (event: EventBridgeEvent) => ReportedChange | "noise" | undefined;

interface Draft {
  readonly id: string;
  /** ISO, or as AWS writes it. */
  readonly time: string;
  readonly action: string;
  readonly actor?: string | undefined;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, string | undefined>>;
  /** Bounded and without secrets already. */
  readonly parameters?: Change["parameters"] | undefined;
  readonly link?: string | undefined;
  /** Where it was, if that is known; asked elsewhere it is left out. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

const LIMIT = {
  id: 160,
  action: 80,
  actor: 160,
  resources: 20,
  resource: 300,
  details: 10,
  name: 60,
  value: 200,
  read: 2_000,
};
const LONGEST_LINK = 1_000;

/** What people and programs wrote, without secrets. AWS's own numbers are left as they are: many look like a card's. */
export function hidden(detail: Draft["detail"]): Draft["detail"] {
  const masked = ([name, value]: [string, string | undefined]) => [name, value && mask(value.slice(0, LIMIT.read))];
  return Object.fromEntries(Object.entries(detail).map(masked));
}

/** A change with every part bounded; undefined when its time is none. */
export function toChange(draft: Draft): Change | undefined {
  const at = parseTime(draft.time);
  if (at === undefined) return undefined;
  const told = Object.entries(draft.detail).filter(([, value]) => value !== undefined && value !== "");
  const place = [
    ["account", draft.account],
    ["region", draft.region],
  ] as const;
  const detail = [...told.slice(0, LIMIT.details), ...place].flatMap(([name, value]): [string, string][] => {
    const shown = boundedLine((value ?? "").slice(0, LIMIT.read), LIMIT.value);
    return shown === "" ? [] : [[boundedLine(name, LIMIT.name), shown]];
  });
  const named = draft.resources.filter((resource) => resource !== "").slice(0, LIMIT.resources);
  const resources = named.map((resource) => boundedLine(resource, LIMIT.resource));
  const link = linkOf(draft.link);
  return {
    id: boundedLine(draft.id, LIMIT.id),
    at: Date.parse(at) / 1000,
    action: boundedLine(draft.action, LIMIT.action) || "Change",
    actor: boundedLine(draft.actor ?? "", LIMIT.actor) || SOMEBODY,
    resources: [...new Set(resources)],
    detail: Object.fromEntries(detail),
    ...(draft.parameters && { parameters: draft.parameters }),
    ...(link !== undefined && { link }),
  };
}

/** A link to the web and nothing else. */
function linkOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST_LINK || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" ? url.href : undefined;
}

/**
 * A change as an event of EventBridge tells it, with where it was. What only ends or follows from a change is not a `cause`: it
 * names what it is about in its detail and not among its resources, so it is listed and never held for the cause of anything.
 */
export function tell(
  event: EventBridgeEvent,
  draft: Omit<Draft, "time"> & { readonly cause: boolean; readonly time?: string },
  shown = false,
): ReportedChange | undefined {
  const change = toChange({
    ...draft,
    time: draft.time ?? event.time,
    resources: draft.cause ? draft.resources : [],
    detail: {
      ...(draft.cause ? {} : { on: draft.resources.map(lastPart).join(", ") }),
      ...draft.detail,
    },
    account: event.account,
    region: event.region,
  });
  return change && { kind: `${event.source}/${event["detail-type"]}`, change, shown };
}
