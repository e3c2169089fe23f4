/** An attribute of a resource: its zone, its account, a component that it calls. A name may have several values. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** A resource with an alarm, or a quiet one. */
export interface AttributedResource {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** The words before an attribute's value, "are in zone", and its verb alone for a comparison, "are". */
export interface Wording {
  readonly phrase: string;
  readonly again: "are" | "do";
}
