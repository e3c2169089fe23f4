import { parser } from "@prometheus-io/lezer-promql";
import { durationSeconds } from "./duration.ts";

/** A condition on a label; `__name__` is the metric. */
export interface Matcher {
  readonly label: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  readonly value: string;
}

/** The common part of PromQL, as a tree. */
export type Expression =
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "select"; readonly matchers: readonly Matcher[]; readonly rangeSeconds?: number }
  | { readonly type: "call"; readonly name: string; readonly of: readonly Expression[] }
  | {
      readonly type: "aggregate";
      readonly operator: string;
      readonly by?: readonly string[];
      readonly without?: readonly string[];
      readonly of: readonly Expression[];
    }
  | { readonly type: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression };

type Node = NonNullable<ReturnType<typeof parser.parse>["topNode"]["firstChild"]>;

const OPERATORS = ["MatchOp", "AggregateOp"];
const MATCHERS: readonly Matcher["operator"][] = ["=", "!=", "=~", "!~"];

/** The tree of an expression; undefined for what it cannot hold: offsets, subqueries, vector matching, set operators. */
export function expressionOf(text: string): Expression | undefined {
  const top = parser.parse(text).topNode.firstChild;
  return top ? read(top, text) : undefined;
}

function read(node: Node, text: string): Expression | undefined {
  switch (node.name) {
    case "NumberDurationLiteral":
      return numberOf(textOf(node, text));
    case "ParenExpr":
      return node.firstChild ? read(node.firstChild, text) : undefined;
    case "VectorSelector":
      return { type: "select", matchers: matchersOf(node, text) };
    case "MatrixSelector":
      return matrixOf(node, text);
    case "FunctionCall":
      return callOf(node, text);
    case "AggregateExpr":
      return aggregateOf(node, text);
    case "BinaryExpr":
      return binaryOf(node, text);
    default:
      return undefined;
  }
}

const textOf = ({ from, to }: Node, text: string): string => text.slice(from, to);

function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

function numberOf(written: string): Expression | undefined {
  const value = Number(written);
  return Number.isNaN(value) ? undefined : { type: "number", value };
}

function matchersOf(node: Node, text: string): readonly Matcher[] {
  return childrenOf(node).flatMap((child): readonly Matcher[] => {
    if (child.name === "Identifier") return [{ label: "__name__", operator: "=", value: textOf(child, text) }];
    if (child.name !== "LabelMatchers") return [];
    return childrenOf(child).flatMap((matcher) => {
      const parts = childrenOf(matcher);
      const label = parts.find(({ name }) => name === "LabelName");
      const sign = parts.find(({ name }) => OPERATORS.includes(name));
      const value = parts.find(({ name }) => name === "StringLiteral");
      const operator = MATCHERS.find((each) => sign && each === textOf(sign, text));
      if (!label || !value || !operator) return [];
      return [{ label: textOf(label, text), operator, value: unquoted(textOf(value, text)) }];
    });
  });
}

function unquoted(written: string): string {
  return written.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}

function matrixOf(node: Node, text: string): Expression | undefined {
  const [selector, duration] = childrenOf(node);
  const rangeSeconds = duration && durationSeconds(textOf(duration, text).replaceAll(/[[\]]/g, ""));
  if (!selector || rangeSeconds === undefined) return undefined;
  return { type: "select", matchers: matchersOf(selector, text), rangeSeconds };
}

/** The arguments of a function or an aggregation; undefined if one of them is not understood. */
function argumentsOf(body: Node | undefined, text: string): readonly Expression[] | undefined {
  const all = body ? childrenOf(body).map((each) => read(each, text)) : [];
  const known = all.filter((each) => each !== undefined);
  return known.length === all.length ? known : undefined;
}

function callOf(node: Node, text: string): Expression | undefined {
  const [name, body] = childrenOf(node);
  const of = argumentsOf(body, text);
  return name && of && { type: "call", name: textOf(name, text), of };
}

function aggregateOf(node: Node, text: string): Expression | undefined {
  const parts = childrenOf(node);
  const operator = parts.find(({ name }) => name === "AggregateOp");
  const of = argumentsOf(
    parts.find(({ name }) => name === "FunctionCallBody"),
    text,
  );
  const modifier = parts.find(({ name }) => name === "AggregateModifier");
  if (!operator || !of) return undefined;
  const [kind, labels] = modifier ? childrenOf(modifier) : [];
  const names = labels ? childrenOf(labels).map((each) => textOf(each, text)) : [];
  const grouped = kind && (kind.name === "By" ? { by: names } : { without: names });
  return { type: "aggregate", operator: textOf(operator, text), of, ...grouped };
}

function binaryOf(node: Node, text: string): Expression | undefined {
  const parts = childrenOf(node);
  const [left, sign, right] = parts;
  if (!left || !sign || !right || parts.length !== 3) return undefined;
  const [one, other] = [read(left, text), read(right, text)];
  return one && other && { type: "binary", operator: textOf(sign, text), left: one, right: other };
}
