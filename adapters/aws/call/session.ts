import { unlessAborted } from "../../../src/concurrency/unless-aborted.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Spending } from "../../../src/telemetry/ports/ports.ts";
import { toNotSeen } from "./failure.ts";
import type { Operation } from "./operation.ts";

/** What one investigation or question may spend. */
export interface Limits {
  readonly calls: number;
  /** US dollars. */
  readonly dollars: number;
}

/** One investigation's or question's way to AWS: every call is counted, and none is made twice for the same answer. */
export interface Session {
  /**
   * A call that gives the answer it gave before when it is asked the same again. `price`: its list price in dollars,
   * or the least that it can be. Its errors are {@link NotSeen} with the remedy where AWS refuses or the budget is used up.
   */
  asked<Input extends object, Output>(
    operation: Operation,
    send: (input: Input, signal: AbortSignal) => Promise<Output>,
    price?: (input: Input, output: Output) => number | { readonly atLeast: number },
  ): (input: Input, signal: AbortSignal) => Promise<Output>;
  /** A call that is made each time: it starts something, or asks how that goes. */
  made<Input extends object, Output>(
    operation: Operation,
    send: (input: Input, signal: AbortSignal) => Promise<Output>,
  ): (input: Input, signal: AbortSignal) => Promise<Output>;
  /** Adds what a query turned out to cost, dollars. */
  charge(dollars: number): void;
  spent(): Spending;
}

/** A session that goes on from what is spent. */
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
          // A refusal is kept, too: within one investigation it would be the same again.
          answers.set(key, { answer, asker: signal });
          return answer;
        }
        return unlessAborted(known.answer, signal).catch((error: unknown) => {
          // That whoever asked first gave up is no refusal.
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
