import type { StatementName } from "../sql/statements.ts";
import type { FileFaultKind } from "./faults.ts";

/** What the thread is started with. */
export interface ThreadOptions {
  readonly folder: string;
  /** Whether no other process may use the folder meanwhile. */
  readonly alone: boolean;
}

/** A call for the thread. */
export interface ThreadRequest {
  readonly id: number;
  readonly name: StatementName;
  readonly args: readonly unknown[];
  /** A call that was not begun by then is dropped, on the clock of {@link monotonicMs}. */
  readonly deadline: number;
}

export type ThreadAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly kind: FileFaultKind | "bug"; readonly message: string };

/** Milliseconds on a clock that all threads share and nobody sets. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
