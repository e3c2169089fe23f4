import { createContext, Script } from "node:vm";

const call = new Script("work()");

/** What some work brings, or undefined where it took longer: a regular expression that backtracks for ever is ended, too. */
export function patiently<T>(work: () => T, milliseconds: number): T | undefined {
  let brought: { readonly value: T } | undefined;
  const context = createContext({
    work: () => {
      brought = { value: work() };
    },
  });
  try {
    call.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    // The error comes from the other context: it is no Error of this one.
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  }
  return brought?.value;
}
