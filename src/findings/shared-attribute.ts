/** Something that can be said of a resource: its zone, its account, whom it calls. A name may come with several values. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** Something that an alarm tells of, or that is quiet. */
export interface Resource {
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

/** "are in zone" euw1-az1; taken up again by "are". */
export interface Wording {
  readonly phrase: string;
  readonly again: string;
}
