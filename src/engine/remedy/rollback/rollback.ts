import type { HypothesisDraft } from "../../../investigation/diagnosis.ts";
import type { Value } from "./command.ts";

/** What relieves, to copy: a command with the one that undoes it, or one that only shows where to look. */
export type Relief = NonNullable<HypothesisDraft["relief"]>;

/** A change as its way back asks for it. */
export interface Made {
  /** What the change tells, by name. */
  readonly told: Readonly<Record<string, string | undefined>>;
  readonly resources: readonly string[];
  /** What the last of these actions before told, where it was made to the same under this name. */
  readonly before: (actions: readonly string[], same: string, name: string) => string | undefined;
  /** A call of AWS's command line, in the Region where the change was made; undefined where one of its values is. */
  readonly aws: (operation: string, options: Readonly<Record<string, Value>>) => string | undefined;
}

/** How one kind of change is taken back; undefined where nothing safe can be said. */
export type Rollback = (made: Made) => Relief | undefined;

/** A command that takes a change back, and where it is known the one that makes it again. */
export function back(text: string, command: string | undefined, undo?: string): Relief | undefined {
  return command === undefined ? undefined : { text, command, ...(undo !== undefined && { undo }) };
}

/** What is not told, and a command that changes nothing to find it. */
export function look(unknown: string, command: string | undefined): Relief | undefined {
  return command === undefined ? undefined : { text: `${unknown}; look it up`, command };
}

/** Who asked for what before: the calls that CloudTrail keeps of a resource. */
export function callsOf({ aws }: Pick<Made, "aws">, resource: string | undefined): string | undefined {
  // In this option a comma or an equals sign would begin something else.
  if (resource === undefined || !/^[\w./:@+-]+$/.test(resource)) return undefined;
  const attribute = `AttributeKey=ResourceName,AttributeValue=${resource}`;
  return aws("cloudtrail lookup-events", { "lookup-attributes": attribute, "max-items": "10" });
}
