import { type CompositeRule, parseAlarmRule } from "../../aws-names/alarm-rule.ts";

/**
 * A composite alarm's rule as a tree, one line an alarm; undefined if the rule is malformed. `firing`: the alarms that are known to be in
 * ALARM.
 */
export function ruleLines(rule: string, firing: ReadonlySet<string>): readonly string[] | undefined {
  const tree = parseAlarmRule(rule);
  return tree && linesOf(tree, firing);
}

function linesOf(rule: CompositeRule, firing: ReadonlySet<string>): readonly string[] {
  switch (rule.type) {
    case "state":
      return [`${rule.state} ${rule.alarm}${firing.has(rule.alarm) ? "  ← in ALARM" : ""}`];
    case "constant":
      return [rule.value];
    case "not":
      return branch("NOT", [rule.of], firing);
    case "and":
      return branch("all of", rule.of, firing);
    case "or":
      return branch("any of", rule.of, firing);
    case "atLeast":
      return branch(`at least ${rule.count} of`, rule.of, firing);
    default:
      return rule satisfies never;
  }
}

function branch(word: string, parts: readonly CompositeRule[], firing: ReadonlySet<string>): readonly string[] {
  const below = parts.flatMap((part, index) => {
    const isLast = index === parts.length - 1;
    const [first = "", ...rest] = linesOf(part, firing);
    return [`${isLast ? "└" : "├"} ${first}`, ...rest.map((line) => `${isLast ? " " : "│"} ${line}`)];
  });
  return [word, ...below];
}
