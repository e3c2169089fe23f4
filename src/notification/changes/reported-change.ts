import type { Change } from "../../findings/change.ts";
import { lastPart } from "../../telemetry/changes/change-index.ts";
import { SOMEBODY } from "../../telemetry/changes/cloudtrail-record.ts";
import { mask } from "../../telemetry/masking/mask.ts";
import { parseTime } from "../alarm.ts";
import type { EventBridgeEvent } from "../event-bridge.ts";
import { boundedLine } from "../notification.ts";

/** A change that was reported as it happened, and the kind of its event. */
export interface ReportedChange {
  readonly kind: string;
  readonly change: Change;
  /** True if it also gets a card: a failure, or an event of AWS Health. */
  readonly shown: boolean;
}

/** Parses a change. "noise": the event changed nothing. Undefined: the event has another shape. */
export type ChangeReader = (event: EventBridgeEvent) => ReportedChange | "noise" | undefined;

interface Draft {
  readonly id: string;
  /** ISO, or in AWS's notation. */
  readonly time: string;
  readonly action: string;
  readonly actor?: string | undefined;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, string | undefined>>;
  /** Already bounded and without secrets. */
  readonly parameters?: Change["parameters"] | undefined;
  readonly link?: string | undefined;
  /** Its account and Region, if known; investigations of others ignore the change. */
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

/** Masks secrets in texts of people and programs. AWS's own numbers are not masked, because many look like card numbers. */
export function hidden(detail: Draft["detail"]): Draft["detail"] {
  const masked = ([name, value]: [string, string | undefined]) => [name, value && mask(value.slice(0, LIMIT.read))];
  return Object.fromEntries(Object.entries(detail).map(masked));
}

/** A change with every part bounded; undefined if its time is not valid. */
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

/** A valid http or https link; undefined for anything else. */
function linkOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST_LINK || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && url.username === "" ? url.href : undefined;
}

/**
 * A change from an EventBridge event, with its account and Region. An event that only ends or follows a change is not a `cause`: its
 * resource is in its detail and not in its resources, so it is listed but never taken for a cause.
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
