/** Evidence bodies: series, log lines, query results. */
export interface Archive {
  /**
   * Keeps a JSON value and answers its id, the SHA-256 of the content: saving twice is harmless.
   * Throws a RangeError above 350 KB compressed.
   */
  save(body: unknown): Promise<string>;
  /** The value, or undefined when nothing has this id. */
  load(id: string): Promise<unknown>;
}
