import { unlessAborted } from "../../../src/concurrency/unless-aborted.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Spending } from "../../../src/telemetry/ports/ports.ts";
import { toNotSeen } from "./failure.ts";
import type { Operation } from "./operation.ts";

/** The budget of one investigation or question. */
export interface Limits {
  readonly calls: number;
  /** US dollars. */
  readonly dollars: number;
}

/** The AWS calls of one investigation or question: every call is counted, and equal calls are made once. */
export interface Session {
  /**
   * A memoized call: the same input gets the earlier answer. `price`: its list price in dollars, or the lowest possible price.
   * It throws {@link NotSeen} with the remedy if AWS refuses the call or the budget is used up.
   */
  asked<Input extends object, Output>(
    operation: Operation,
    send: (input: Input, signal: AbortSignal) => Promise<Output>,
    price?: (input: Input, output: Output) => number | { readonly atLeast: number },
  ): (input: Input, signal: AbortSignal) => Promise<Output>;
  /** A call that is made each time, because it starts something or polls its state. */
  made<Input extends object, Output>(
    operation: Operation,
    send: (input: Input, signal: AbortSignal) => Promise<Output>,
  ): (input: Input, signal: AbortSignal) => Promise<Output>;
  /** Adds the actual cost of a query, dollars. */
  charge(dollars: number): void;
  spent(): Spending;
}

/** A session with a budget of which `spent` is used already. */
export function createSession(limits: Limits, spent: Spending = { calls: 0, dollars: 0 }): Session {
  let { calls, dollars, atLeast = false } = spent;

  function refuseOverBudget(): void {
    if (calls >= limits.calls) {
      throw new NotSeen(`the budget of ${limits.calls} calls is used up`, { remedy: "raise INVESTIGATION_CALLS" });
    }
    if (dollars > limits.dollars) {
      throw new NotSeen(`the budget of $${limits.dollars} is used up`, { remedy: "raise INVESTIGATION_DOLLARS" });
    }
  }

  const session: Session = {
    asked(operation, send, price) {
      const make = session.made(operation, send);
      const answers = new Map<string, { readonly answer: ReturnType<typeof make>; readonly asker: AbortSignal }>();
      const ask: typeof make = async (input, signal) => {
        signal.throwIfAborted();
        const key = JSON.stringify(input);
        const known = answers.get(key);
        if (!known) {
          const answer = make(input, signal).then((output) => {
            const paid = price?.(input, output) ?? 0;
            atLeast ||= typeof paid === "object";
            dollars += typeof paid === "object" ? paid.atLeast : paid;
            return output;
          });
          // Refusals are memoized, too: within one investigation the same call would be refused again.
          answers.set(key, { answer, asker: signal });
          return answer;
        }
        return unlessAborted(known.answer, signal).catch((error: unknown) => {
          // If the first caller aborted, that is not a refusal: try again.
          if (signal.aborted || !known.asker.aborted) throw error;
          if (answers.get(key) === known) answers.delete(key);
          return ask(input, signal);
        });
      };
      return ask;
    },
    made(operation, send) {
      return async (input, signal) => {
        signal.throwIfAborted();
        refuseOverBudget();
        calls += 1;
        return send(input, signal).catch((error: unknown) => {
          throw toNotSeen(operation, error);
        });
      };
    },
    charge(more) {
      dollars += more;
    },
    spent: () => ({ calls, dollars, ...(atLeast && { atLeast }) }),
  };
  return session;
}
