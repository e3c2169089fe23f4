import type { Gap } from "../../events/events.ts";
import type { Attribute, Resource, Wording } from "../../findings/shared-attribute.ts";

/** An alarm of a storm; `at` is when it fired, epoch seconds. */
export interface Affected extends Resource {
  readonly at: number;
}

/** What somebody outside tells of: AWS Health names a zone that is impaired. */
export interface Announced {
  readonly id: string;
  /** When it was said, epoch seconds. */
  readonly at: number;
  readonly sentence: string;
  readonly names: readonly Attribute[];
}

/** Many alarms at once, and what is known to be quiet meanwhile. */
export interface Many {
  readonly affected: readonly Affected[];
  readonly quiet: readonly Resource[];
  readonly announced: readonly Announced[];
  /** How an attribute is said, by its name; "have <name>" where nothing is said. */
  readonly wording: Readonly<Record<string, Wording>>;
  readonly gaps: readonly Gap[];
  readonly horizons: Readonly<Record<string, number>>;
  /** Causes that people ruled out, by component id. */
  readonly discarded: readonly string[];
}
