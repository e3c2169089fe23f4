/** May pass by itself: the same attempt is worth repeating after `afterMs`, or after the usual back-off. */
export class Retryable extends Error {
  override readonly name: string = "Retryable";
  readonly afterMs: number | undefined;

  constructor(message: string, options: { readonly afterMs?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.afterMs = options.afterMs;
  }
}

/** Nothing failed: it is not this one's turn yet, or something it needs is still on its way. */
export class NotYet extends Retryable {
  override readonly name = "NotYet";
}

/** The other side may or may not have done what was asked: look before asking again. */
export class OutcomeUnknown extends Retryable {
  override readonly name = "OutcomeUnknown";
}

/** A newer release wrote something that this one cannot read: it decides nothing, and leaves the work to the newer one. */
export class NewerRelease extends Retryable {
  override readonly name = "NewerRelease";
}

/** What was to be stored could not be read again by the schema that reads it. Nothing was stored. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Somebody else appended this version first: read and decide again. */
export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
}

/** The lease of a lane went to another process: stop, it goes on there. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** The message can no longer be edited: say it in a new one. */
export class EditForbidden extends Error {
  override readonly name = "EditForbidden";
}

/** No attempt will help until a person does what the message says. */
export class Unrecoverable extends Error {
  override readonly name = "Unrecoverable";
}

/** A source could not be looked at. The message says why, the remedy what would make it possible. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
  readonly remedy: string | undefined;

  constructor(message: string, options: { readonly remedy?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
  }
}

/** What an unknown thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
