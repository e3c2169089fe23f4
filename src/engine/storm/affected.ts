import type { Gap } from "../../events/events.ts";
import type { Attribute, AttributedResource, Wording } from "../../findings/shared-attribute.ts";

/** An alarm of a storm; `at` is its firing in epoch seconds. */
export interface Affected extends AttributedResource {
  readonly at: number;
}

/** An external announcement: AWS Health names an impaired zone. */
export interface Announced {
  readonly id: string;
  /** Epoch seconds of the announcement. */
  readonly at: number;
  readonly sentence: string;
  readonly names: readonly Attribute[];
}

/** Many alarms at once, and the resources that are unaffected. */
export interface Many {
  readonly affected: readonly Affected[];
  readonly quiet: readonly AttributedResource[];
  readonly announced: readonly Announced[];
  /** The wording of each attribute by its name; "have <name>" if there is none. */
  readonly wording: Readonly<Record<string, Wording>>;
  readonly gaps: readonly Gap[];
  readonly horizons: Readonly<Record<string, number>>;
  /** Component ids of causes that people discarded. */
  readonly discarded: readonly string[];
}
