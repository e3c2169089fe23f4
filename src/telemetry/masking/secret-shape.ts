/** What a secret is, and the shape that tells it; a shape that needs a second look has a test of its own. */
export interface SecretShape {
  readonly what: string;
  readonly shape: RegExp;
  /** Every text with such a secret matches this; it takes a fraction of the time of the shape, and most texts do not. */
  readonly needs?: Pick<RegExp, "test">;
  /** Most of a kind fail a check that chance would pass. */
  readonly is?: (found: string) => boolean;
  /** Recognized by itself, wherever it stands: no name of a resource looks like it. */
  readonly alone?: true;
}
