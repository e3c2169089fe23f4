/** One JSON line per inbound, commit and effect. No secret and no whole body in any of them. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** For tests and benches: says nothing. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
