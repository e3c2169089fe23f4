import { createContext, Script } from "node:vm";

const call = new Script("work()");
/** One for all work, because creating one takes longer than most work. */
const sandbox: { work?: () => void } = {};
const context = createContext(sandbox);

/** Runs work with a time limit; undefined if it took longer. Ends a regular expression that backtracks forever, too. */
export function patiently<T>(work: () => T, milliseconds: number): T | undefined {
  let brought: { readonly value: T } | undefined;
  sandbox.work = () => {
    brought = { value: work() };
  };
  try {
    call.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    // An error of the other context is not an instance of this context's Error.
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
    if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  }
  return brought?.value;
}
