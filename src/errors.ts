/** May pass by itself: worth retrying after `afterMs`, or after the usual back-off. */
export class Retryable extends Error {
  override readonly name: string = "Retryable";
  readonly afterMs: number | undefined;

  constructor(message: string, options: { readonly afterMs?: number; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.afterMs = options.afterMs;
  }
}

/** Nothing failed: a prerequisite is still on its way. */
export class NotYet extends Retryable {
  override readonly name = "NotYet";
}

/** The remote may or may not have done what was requested: check before requesting it again. */
export class OutcomeUnknown extends Retryable {
  override readonly name = "OutcomeUnknown";
}

/** The store does not work at present; it is used again as soon as it does. The message says why, and the remedy. */
export class StoreUnavailable extends Retryable {
  override readonly name = "StoreUnavailable";
  /** Whether a thread waits for the disk, so that only a kill ends the process. */
  readonly hangs: boolean;

  constructor(message: string, options: { readonly hangs?: boolean } = {}) {
    super(message);
    this.hangs = options.hangs ?? false;
  }
}

/** A newer release wrote something that this one cannot read: decide nothing, and leave the work to the newer one. */
export class NewerRelease extends Retryable {
  override readonly name = "NewerRelease";
}

/** What was to be stored could not be read again by the schema that reads it. Nothing was stored. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Another process appended this version first: read and decide again. */
export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
}

/** Another process took the lease of a lane: stop, the other one continues. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

/** The message can no longer be edited: post a new one. */
export class EditForbidden extends Error {
  override readonly name: string = "EditForbidden";
}

/** The message stands, but its edit window is over: post one new message, and leave that if its edits are refused as well. */
export class EditWindowClosed extends EditForbidden {
  override readonly name = "EditWindowClosed";
}

/** No retry helps until a person does what the message says. */
export class Unrecoverable extends Error {
  override readonly name = "Unrecoverable";
}

/** A source could not be read. The message says why, the remedy what would make it possible. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
  readonly remedy: string | undefined;

  constructor(message: string, options: { readonly remedy?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.remedy = options.remedy;
  }
}

/** The message of an unknown thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
