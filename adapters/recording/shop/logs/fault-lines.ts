import type { FaultLog } from "../faults/fault.ts";
import type { Story } from "../signals/changes.ts";
import { callersOf, type Part } from "../world/graph.ts";

/** Log lines of a fault, with the story that they belong to. */
export interface FaultLine {
  readonly log: FaultLog;
  readonly story: Story;
}

/** All lines that a part writes because of a story's faults. */
export function faultLinesOf(part: Part, story: Story): readonly FaultLine[] {
  return everyStory(story).flatMap((each) =>
    logsOf(each).flatMap((log) => (writes(part, log, each) ? [{ log, story: each }] : [])),
  );
}

/** The error line that a request failed by a fault leaves at a part, in a minute since 1970. */
export function errorAt(part: Part, story: Story, minute: number): FaultLine | undefined {
  const lines = everyStory(story).flatMap((each) => {
    const { log, logs = [] } = each.fault;
    // Only lines of the part itself, not those of its callers.
    const own = log && part.id === each.component ? [log] : [];
    return [...own, ...logs.filter((other) => writes(part, other, each))].map((one) => ({ log: one, story: each }));
  });
  return lines.find((line) => line.log.severity === "error" && isWritten(line, minute));
}

/** Whether a fault's lines are written in a minute. */
export function isWritten({ log, story }: FaultLine, minute: number): boolean {
  const onset = story.onset / 60;
  return minute >= onset + (log.afterMinutes ?? 0) && minute < onset + story.lastsMinutes;
}

function everyStory(story: Story): readonly Story[] {
  return [story, ...(story.also ?? [])];
}

function logsOf({ fault: { log, logs = [] } }: Story): readonly FaultLog[] {
  return log ? [log, ...logs] : logs;
}

function writes(part: Part, { by }: FaultLog, { component }: Story): boolean {
  switch (by) {
    case "itself":
      return part.id === component;
    case "callers":
      return callersOf(component, 1).includes(part.id);
    default:
      return by.part === part.id;
  }
}
