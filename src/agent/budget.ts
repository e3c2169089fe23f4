import { counted, dollarsText } from "../card/number.ts";
import type { Model, ModelSpending } from "./model.ts";

/** What one answer may cost at most. A call that has begun is finished, so the tokens of the last one may go beyond. */
export const BUDGET = { calls: 8, tokens: 60_000, dollars: 0.1, looks: 6 } as const;

/** Dollars of so many tokens; undefined without a price. */
function dollarsOf({ price }: Pick<Model, "price">, { input, output }: ModelSpending): number | undefined {
  return price && (input * price.input + output * price.output) / 1_000_000;
}

/** Whether the budget has room for one more call. */
export function hasRoom(model: Pick<Model, "price">, spent: ModelSpending): boolean {
  const dollars = dollarsOf(model, spent) ?? 0;
  return spent.calls < BUDGET.calls && spent.input + spent.output < BUDGET.tokens && dollars < BUDGET.dollars;
}

/** "2 of 8 calls, 1,200 of 60,000 tokens, 1 of 6 looks, $0.0042 of $0.10": what an answer cost, and what it might have. */
export function budgetWords(model: Pick<Model, "price">, spent: ModelSpending, looks: number): string {
  const dollars = dollarsOf(model, spent);
  const number = (value: number): string => value.toLocaleString("en-US");
  const paid = dollars === undefined ? "price not set" : `${dollarsText(dollars)} of $${BUDGET.dollars.toFixed(2)}`;
  const about = spent.estimated === true ? "about " : "";
  const tokens = `${about}${number(spent.input + spent.output)} of ${number(BUDGET.tokens)} tokens`;
  return `${spent.calls} of ${counted(BUDGET.calls, "call")}, ${tokens}, ${looks} of ${counted(BUDGET.looks, "look")}, ${paid}`;
}
