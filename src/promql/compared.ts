import { parser } from "@prometheus-io/lezer-promql";

/** An expression that compares with a number: what is compared, with what, and whether lower values are meant. */
export interface Compared {
  readonly expression: string;
  readonly threshold: number;
  readonly isBelow: boolean;
}

/** The signs of comparisons, by the parser's names of them. What alarms are equal to is nothing: `up == 0`. */
const SIGNS: Readonly<Record<string, { readonly isBelow: boolean }>> = {
  Gtr: { isBelow: false },
  Gte: { isBelow: false },
  Lss: { isBelow: true },
  Lte: { isBelow: true },
  Eql: { isBelow: true },
};

/** The two sides of an expression such as `rate(errors[5m]) > 0.5`; undefined if it does not end in a comparison with a number. */
export function comparedIn(text: string): Compared | undefined {
  const top = parser.parse(text).topNode.firstChild;
  if (top?.name !== "BinaryExpr") return undefined;
  const { firstChild: left, lastChild: right } = top;
  const sign = left?.nextSibling && SIGNS[left.nextSibling.name];
  if (!left || right?.name !== "NumberDurationLiteral" || !sign) return undefined;
  const threshold = Number(text.slice(right.from, right.to));
  if (!Number.isFinite(threshold)) return undefined;
  return { expression: text.slice(left.from, left.to), threshold, ...sign };
}
