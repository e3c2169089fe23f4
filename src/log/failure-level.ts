import { StoreUnavailable } from "../errors.ts";

/** The level at which a failure is logged: the store logs once itself that it cannot be used, so what fails with it is detail. */
export function failureLevel(error: unknown): "debug" | "warn" {
  return error instanceof StoreUnavailable ? "debug" : "warn";
}
