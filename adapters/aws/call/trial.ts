import type { Operation } from "./operation.ts";

/** One free call, which shows whether AWS allows an operation. */
export interface Trial {
  readonly operation: Operation;
  readonly call: (abort: { readonly abortSignal: AbortSignal }, now: Date) => Promise<unknown>;
}
