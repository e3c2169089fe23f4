import { z } from "zod";
import type { Span } from "../../../src/findings/trace.ts";
import { keyOfCall } from "./call-table.ts";
import { type FileLine, malformed, toObject, toSeconds } from "./files.ts";

/** A traced request; `ended` is when its last span ended, `duration` what its sender waited. */
export interface FollowedRequest {
  readonly id: string;
  readonly at: number;
  readonly ended: number;
  readonly duration: number;
  readonly entry: string;
  readonly spans: readonly Span[];
}

const followed = z.object({
  trace: z.string().min(1),
  spans: z
    .array(
      z.object({
        id: z.union([z.number(), z.string()]),
        parent: z.union([z.number(), z.string()]).nullable(),
        component: z.string(),
        operation: z.string(),
        start: z.string(),
        duration: z.number().nonnegative(),
      }),
    )
    .min(1),
});

/** Reads requests, one per line. */
export function toRequests(lines: readonly FileLine[]): readonly FollowedRequest[] {
  return lines.map((line) => {
    const { trace, spans: spanRows } = toObject(line, followed);
    const places = new Map(spanRows.map(({ id }, place) => [id, place]));
    const spans = spanRows.map(({ parent, component, start, duration }): Span => {
      const above = parent === null ? undefined : places.get(parent);
      if (parent !== null && above === undefined) throw malformed(line, `there is no span ${parent}`);
      return { component, start: toSeconds(start, line), duration, ...(above !== undefined && { parent: above }) };
    });
    const root = spans.findIndex(({ parent }) => parent === undefined);
    const [first, named] = [spans[root], spanRows[root]];
    if (!first || !named) throw malformed(line, "every span has a parent");
    return {
      id: trace,
      at: first.start,
      ended: Math.max(...spans.map(({ start, duration }) => start + duration)),
      duration: first.duration,
      entry: `${named.component}/${named.operation}`,
      spans,
    };
  });
}

/** The fewest calls that decide whether a caller waits, and the share that begins after their caller is done if it does not. */
const [FEWEST, NEARLY_ALL] = [5, 0.9];

/** The calls, by caller and callee, whose callee nearly always begins after its caller has finished: messages. */
export function messagesAmong(requests: readonly FollowedRequest[]): ReadonlySet<string> {
  const pairs = new Map<string, { all: number; later: number }>();
  for (const { spans } of requests) {
    for (const { component, start, parent } of spans) {
      const caller = parent === undefined ? undefined : spans[parent];
      if (!caller || caller.component === component) continue;
      const key = keyOfCall(caller.component, component);
      const pair = pairs.get(key) ?? { all: 0, later: 0 };
      pairs.set(key, pair);
      pair.all += 1;
      if (start > caller.start + caller.duration) pair.later += 1;
    }
  }
  return new Set(
    [...pairs].flatMap(([key, { all, later }]) => (all >= FEWEST && later >= NEARLY_ALL * all ? [key] : [])),
  );
}
