import type { HypothesisDraft } from "../../../investigation/diagnosis.ts";
import type { Value } from "./command.ts";

/** A remedy to copy: a command with the one that undoes it, or a read-only command that shows where to look. */
export type ReliefDraft = NonNullable<HypothesisDraft["relief"]>;

/** A change as its rollback needs it. */
export interface Made {
  /** The parameters of the change, by name. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  readonly resources: readonly string[];
  /** Parameter `name` of the latest earlier change by one of `actions` whose parameter `same` has the same value. */
  readonly before: (actions: readonly string[], same: string, name: string) => string | undefined;
  /** An AWS CLI command in the Region of the change; undefined if one of its values is. */
  readonly aws: (operation: string, options: Readonly<Record<string, Value>>) => string | undefined;
}

/** How one kind of change is rolled back; undefined if no command is safe. */
export type Rollback = (made: Made) => ReliefDraft | undefined;

/** A command that rolls a change back, and the one that makes it again. */
export function back(text: string, command: string | undefined, undo: string | undefined): ReliefDraft | undefined {
  if (command === undefined) return undefined;
  return { text, command, ...(undo === undefined ? { noUndo: "no command is known" } : { undo }) };
}

/** A command that stops or frees something, and why no command takes that back. */
export function oneWay(text: string, command: string | undefined, noUndo: string): ReliefDraft | undefined {
  return command === undefined ? undefined : { text, command, noUndo };
}

/** What is unknown, and a read-only command with what it shows: "The previous setting is unknown; see the present one". */
export function look(unknown: string, shown: string, command: string | undefined): ReliefDraft | undefined {
  return command === undefined ? undefined : { text: `${unknown}; see ${shown}`, command };
}

/** Whether a relief does something: one that only shows something has no undo, and needs no reason for that. */
export function acts({ undo, noUndo }: ReliefDraft): boolean {
  return undo !== undefined || noUndo !== undefined;
}

/** The earlier calls on a resource, as recorded by CloudTrail. */
export function earlierCalls({ aws }: Pick<Made, "aws">, resource: string | undefined): string | undefined {
  // In this option a comma or an equals sign is syntax.
  if (resource === undefined || !/^[\w./:@+-]+$/.test(resource)) return undefined;
  const attribute = `AttributeKey=ResourceName,AttributeValue=${resource}`;
  return aws("cloudtrail lookup-events", { "lookup-attributes": attribute, "max-items": "10" });
}
