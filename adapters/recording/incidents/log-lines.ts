import { z } from "zod";
import { lazy } from "../../../src/engine/series/lazy.ts";
import type { LogLine } from "../../../src/telemetry/logs/log-patterns.ts";
import { type LineShape, severityOfLine, toShape } from "../../../src/telemetry/logs/log-patterns.ts";
import { requestOf } from "../../../src/telemetry/logs/request-id.ts";
import { type FileLine, toObject, toSeconds } from "./files.ts";

/** A line of a component, whose log group has its name. */
export type RecordedLine = LogLine & { readonly shape: LineShape; readonly severity: LineShape["severity"] };

const written = z.object({ time: z.string(), component: z.string().min(1), message: z.string() });

/** Reads log lines. What is said of a line is found once, because all incidents share it, and when it is asked for, because few are. */
export function toLogLines(lines: readonly FileLine[]): readonly RecordedLine[] {
  return lines.map((line) => {
    const { time, component, message } = toObject(line, written);
    const shape = lazy(() => toShape(message));
    const severity = lazy(() => severityOfLine(message));
    return {
      at: toSeconds(time, line),
      group: component,
      message,
      get shape() {
        return shape();
      },
      get severity() {
        return severity();
      },
      request: requestOf(message),
    };
  });
}

/** Tokens that look like an id. */
const ID = /[0-9A-Za-z][\w.:-]{6,70}[0-9A-Za-z]/g;

/** Error lines of requests, by request id, in order. */
export function errorsByRequest(
  lines: readonly RecordedLine[],
  ids: ReadonlySet<string>,
): ReadonlyMap<string, readonly RecordedLine[]> {
  const found = new Map<string, RecordedLine[]>();
  for (const line of lines) {
    if (line.severity !== "error") continue;
    const named = new Set(line.message.match(ID)?.filter((id) => ids.has(id)));
    for (const id of named) found.set(id, [...(found.get(id) ?? []), line]);
  }
  return found;
}
