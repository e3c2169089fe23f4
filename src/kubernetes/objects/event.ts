import { z } from "zod";
import { part, text, time, whole } from "./fields.ts";

const about = part({ kind: text, namespace: text, name: text, fieldPath: text });

/** An event of `v1` or `events.k8s.io/v1`, whose names of fields differ. */
export const event = z
  .object({
    metadata: part({ namespace: text, creationTimestamp: time }),
    type: text,
    reason: text,
    message: text,
    note: text,
    count: whole,
    involvedObject: about,
    regarding: about,
    firstTimestamp: time,
    lastTimestamp: time,
    eventTime: time,
    series: part({ count: whole, lastObservedTime: time }),
    deprecatedLastTimestamp: time,
    deprecatedFirstTimestamp: time,
    deprecatedCount: whole,
  })
  .transform((raw) => {
    const object = raw.involvedObject ?? raw.regarding;
    const began =
      raw.firstTimestamp ?? raw.deprecatedFirstTimestamp ?? raw.eventTime ?? raw.metadata?.creationTimestamp;
    return {
      kind: object?.kind ?? "",
      namespace: object?.namespace ?? raw.metadata?.namespace ?? "",
      name: object?.name ?? "",
      container: /\{(.+)\}/.exec(object?.fieldPath ?? "")?.[1],
      isWarning: raw.type !== "Normal",
      reason: raw.reason ?? "",
      message: raw.message ?? raw.note ?? "",
      count: raw.series?.count ?? raw.count ?? raw.deprecatedCount ?? 1,
      first: began,
      last: raw.series?.lastObservedTime ?? raw.lastTimestamp ?? raw.deprecatedLastTimestamp ?? began,
    };
  });

/** An event; `first` and `last` in epoch seconds, undefined if they are not written. */
export type ClusterEvent = z.output<typeof event>;
