import type { LabelSelector } from "./objects/metadata.ts";

type Labels = Readonly<Record<string, string>>;

/** Whether labels have all of the wanted ones. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

interface Expression {
  readonly key: string;
  readonly operator?: string | undefined;
  readonly values: readonly string[];
}

/** Whether an expression of a selector holds. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export function holds({ key, operator, values }: Expression, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return Number(value) > Number(values[0]);
    case "Lt":
      return Number(value) < Number(values[0]);
    default:
      return true;
  }
}

/** Whether labels match a selector; an empty selector matches everything, an absent one nothing. */
export function selects(selector: LabelSelector, labels: Labels): boolean {
  if (!selector) return false;
  return hasLabels(labels, selector.matchLabels) && selector.matchExpressions.every((each) => holds(each, labels));
}

/** Labels as text: "app=web, tier=front". */
export function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? "no labels" : pairs.join(", ");
}
