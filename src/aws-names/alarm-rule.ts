/** The rule of a composite alarm as a tree. `state`: an alarm in a state, such as ALARM. */
export type CompositeRule =
  | { readonly type: "and" | "or"; readonly of: readonly CompositeRule[] }
  | { readonly type: "not"; readonly of: CompositeRule }
  | { readonly type: "state"; readonly state: string; readonly alarm: string }
  | {
      readonly type: "atLeast";
      readonly count: string;
      readonly state: string;
      readonly of: readonly CompositeRule[];
    }
  | { readonly type: "constant"; readonly value: string };

/** Deeper rules are read by nobody; CloudWatch's rules have at most 10,240 characters. */
const DEEPEST = 50;
const LONGEST = 10_240;

/**
 * Parses the rule of a composite alarm; undefined if it is malformed.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function parseAlarmRule(text: string): CompositeRule | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens = text.match(/"(?:\\.|[^"\\])*"|[(),]|[^\s(),"]+/g) ?? [];
  const reader = { tokens, at: 0 };
  const rule = either(reader, 0);
  return rule !== undefined && reader.at === tokens.length ? rule : undefined;
}

/** The names of all alarms in a rule, each once, in their order. */
export function alarmsOf(rule: CompositeRule): readonly string[] {
  switch (rule.type) {
    case "state":
      return [rule.alarm];
    case "not":
      return alarmsOf(rule.of);
    case "and":
    case "or":
    case "atLeast":
      return [...new Set(rule.of.flatMap(alarmsOf))];
    case "constant":
      return [];
    default:
      return rule satisfies never;
  }
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

const next = (reader: Reader): string | undefined => reader.tokens[reader.at];
const isWord = (token: string | undefined, word: string): boolean => token?.toUpperCase() === word;

function took(reader: Reader, word: string): boolean {
  if (!isWord(next(reader), word)) return false;
  reader.at += 1;
  return true;
}

function either(reader: Reader, depth: number): CompositeRule | undefined {
  return joined(reader, depth, "OR", (inner) => joined(inner, depth, "AND", (each) => single(each, depth + 1)));
}

function joined(
  reader: Reader,
  depth: number,
  word: "OR" | "AND",
  read: (reader: Reader) => CompositeRule | undefined,
): CompositeRule | undefined {
  if (depth > DEEPEST) return undefined;
  const parts: CompositeRule[] = [];
  do {
    const part = read(reader);
    if (!part) return undefined;
    parts.push(part);
  } while (took(reader, word));
  const [only] = parts;
  return parts.length === 1 ? only : { type: word === "OR" ? "or" : "and", of: parts };
}

function single(reader: Reader, depth: number): CompositeRule | undefined {
  if (depth > DEEPEST) return undefined;
  if (took(reader, "NOT")) {
    const of = single(reader, depth + 1);
    return of && { type: "not", of };
  }
  if (took(reader, "(")) {
    const inner = either(reader, depth + 1);
    return took(reader, ")") ? inner : undefined;
  }
  const word = next(reader)?.toUpperCase() ?? "";
  reader.at += 1;
  if (word === "TRUE" || word === "FALSE") return { type: "constant", value: word };
  if (!took(reader, "(")) return undefined;
  if (word === "AT_LEAST") return atLeast(reader);
  if (word !== "ALARM" && word !== "OK" && word !== "INSUFFICIENT_DATA") return undefined;
  const alarm = nameIn(reader);
  return alarm !== undefined && took(reader, ")") ? { type: "state", state: word, alarm } : undefined;
}

/** `AT_LEAST(2, ALARM, (a, b, c))`; the state may be `NOT OK`, the number a percentage. */
function atLeast(reader: Reader): CompositeRule | undefined {
  const count = next(reader) ?? "";
  reader.at += 1;
  if (!took(reader, ",")) return undefined;
  const negated = took(reader, "NOT");
  const state = (next(reader) ?? "").toUpperCase();
  reader.at += 1;
  if (!took(reader, ",") || !took(reader, "(")) return undefined;
  const of: CompositeRule[] = [];
  do {
    const alarm = nameIn(reader);
    if (alarm === undefined) return undefined;
    of.push({ type: "state", state, alarm });
  } while (took(reader, ","));
  if (!took(reader, ")") || !took(reader, ")")) return undefined;
  return { type: "atLeast", count, state: negated ? `NOT ${state}` : state, of };
}

/** A name, in quotes or without, or an alarm's ARN. A name without quotes may have spaces. */
function nameIn(reader: Reader): string | undefined {
  const parts: string[] = [];
  for (let token = next(reader); token !== undefined && !/^[(),]$/.test(token); token = next(reader)) {
    parts.push(token);
    reader.at += 1;
  }
  const written = parts.join(" ").trim();
  const name =
    written.length > 1 && written.startsWith('"') && written.endsWith('"')
      ? written.slice(1, -1).replaceAll(/\\(.)/g, "$1")
      : written;
  if (name === "") return undefined;
  const [, ...rest] = name.split(":alarm:");
  return name.startsWith("arn:") && rest.length > 0 ? rest.join(":alarm:") : name;
}
