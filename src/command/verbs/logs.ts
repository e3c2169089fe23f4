import { withoutMiddle } from "../../card/number.ts";
import { refusal, usage } from "../grammar/offer.ts";
import { otherName } from "../grammar/other-name.ts";
import { meaningOf } from "../grammar/sentence/vocabulary.ts";
import { commandOf } from "../grammar/targeted.ts";
import { withoutEnding } from "../grammar/words.ts";
import { withAlarmTime } from "../time/alarm-time.ts";
import { findTime, lastSeconds } from "../time/time.ts";
import { timeBehind } from "../time/time-behind.ts";
import type { Said, Verb } from "../verb.ts";

const form = { usage: "logs <group> <query or pattern> [time]", example: "logs /ecs/orders /5\\d\\d/ last 1h" };

/** "logs for the orders service": a noun that only says what the name is. */
const KIND = /^\s+(?:service|component|app|function|lambda|table)(?=\s|[.?!]*$)/i;
/** "logs with timeout", "logs without health", "logs 500": no group, but what is searched for in the logs of the thread's own component. */
const WITH = /^(?:with|w\/|containing|matching|that (?:contain|say|have))\s+(\S.*)$/is;
const NO_GROUP = /^((?:without|excluding|except|but not)\s+\S.*|[45]\d\d\b.*|-".*)$/is;
/** "logs orders | grep timeout", as in a shell. */
const PIPED = /^\s*\|\s*grep\s+(?:-{1,2}[a-z][\w-]*\s+)*/i;
/** The default window of `logs`, seconds. */
const BACK = 3_600;
/** The longest query of StartQuery. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const LONGEST = 10_000;
const MOST_GROUPS = 50;
/** The start of a query; "limit exceeded" and "parse error" are search texts instead. */
const INSIGHTS =
  /^(?:(?:fields|filter|stats|sort|display|dedup|unnest|filterindex|source)\s|limit\s+\d|pattern\s+@|parse\s+(?:@|[\w.]+\s+["'/]))/i;
/**
 * Log groups that the query itself names, at its start or in brackets after `join`; a field with that name is next to an operator.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html
 */
const SOURCE =
  /(?:^|[(|])(?:\s|#[^\n]*\n)*source(?![\w.@])\s*(?!\s|[-=!<>+*%^,|)]|(?:in|like|not|and|or|as|asc|desc)\b|$)/i;
const ERRORS = "(?i)(error|exception|fail|timeout|timed out|denied|throttl)";

/** Searches logs. */
export const logs: Verb = {
  ...form,
  help: "Search logs, last 1 h",
  more: [
    "Several groups: separated by commas. A component's name stands for its groups.",
    'A pattern ignores case, unless it is quoted and has a capital: "TypeError". A regular expression stands as it is between slashes: /5\\d\\d/',
    "A query of Logs Insights is taken as it is: logs /ecs/orders stats count() by bin(5m)",
    "Without either: lines that look like errors.",
    'Lines can be left out: logs orders timeout -"health"',
  ],
  readOnly: true,
  shortest: "logs",
  freeText: true,
  parse: (said) => {
    const typed = withAlarmTime(said.rest, said.surroundings.thread?.firedAt).replace(
      /^\s*:?\s*(?:(?:of|for|from|in)\s+(?=\S)(?:the\s+(?=\S))?)?(?:groups?\s+(?=\/))?/i,
      "",
    );
    const component = said.surroundings.thread?.component ?? "";
    const word = searchWord(typed, said);
    if (word !== undefined && component === "") return usage("Which log group?", form);
    if (word !== undefined)
      return logs.parse({ ...said, rest: typed.replace(word.typed, `${component} ${word.pattern}`) });
    const [, searched = ""] = WITH.exec(typed) ?? NO_GROUP.exec(typed) ?? [];
    const time = searched === "" && isTime(typed, said) ? typed : "";
    const own = searched !== "" || time !== "" || !/[^\s.,;:!?]/.test(typed) ? component : "";
    const [, named = own, after = ` ${searched}${time}`.trimEnd()] =
      /^((?:[^\s,]+\s*,\s*)*(?:"[^"\s]+"|\S+))(.*)$/s.exec(own === "" && time === "" ? typed : "") ?? [];
    if (named === "") return usage("Which log group?", form);
    const given = [...new Set(named.split(/\s*,\s*/).filter((group) => group !== ""))];
    const groups = given.map((group) => group.replace(/^"(.+)"$/, "$1"));
    if (groups.length === 0) return usage("Which log group?", form);
    const odd = groups.find((group) => !/^[\w./#:-]{1,512}$/.test(group));
    if (odd !== undefined) return usage(`No log group is called ${withoutMiddle(odd, 60)}.`, form, said);
    if (groups.length > MOST_GROUPS)
      return refusal(`${groups.length} log groups are too many; at most ${MOST_GROUPS}.`);
    const [only, another] = given;
    const other = another === undefined && only && otherName(said, only, (name) => `logs ${name}${after}`);
    if (other) return other;
    const timed = timeBehind(after.replace(KIND, " ").replace(PIPED, " "), said);
    if (typeof timed === "string") return refusal(timed);
    const text = toInsights(timed.rest.trim());
    if (typeof text !== "string") return refusal(text.wrong);
    const { window, words } = timed.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
    const understood = `logs of ${withoutMiddle(groups.join(", "), 80)}, ${words}`;
    return commandOf(said, { type: "ask", question: { type: "logs", groups, text, window }, understood }, understood);
  },
};

/** "logs errors", "logs timeout 30m": a word that says what is searched for, and no group; undefined for names. */
function searchWord(text: string, said: Said): { readonly typed: string; readonly pattern: string } | undefined {
  const word = withoutEnding(findTime(text, said.zone, said.surroundings.now).rest);
  const lower = word.toLowerCase();
  if (!/^[a-z]+$/.test(lower) || said.surroundings.components.some((name) => name.toLowerCase() === lower))
    return undefined;
  const meaning = meaningOf(lower);
  if (/^(?:all|everything)$/.test(lower)) return { typed: word, pattern: "/./" };
  if (/^(?:until|till|before|after|since|it|them|again)$/.test(lower)) return { typed: word, pattern: "" };
  if (meaning?.type !== "signal" && meaning?.type !== "symptom") return undefined;
  return { typed: word, pattern: meaning.signal === "errors" ? "" : word };
}

/** Whether a text is nothing but a time: then it names no group. */
function isTime(text: string, { zone, surroundings }: Said): boolean {
  const { time, rest } = findTime(text, zone, surroundings.now);
  return time !== undefined && !/\w/.test(rest);
}

/** A query in the language of Logs Insights, or its error. */
function toInsights(text: string): string | { readonly wrong: string } {
  const query = INSIGHTS.test(text) ? text : toFilter(text);
  if (typeof query !== "string") return query;
  if (query.length > LONGEST) {
    return { wrong: `${query.length.toLocaleString("en-US")} characters are too long for a query; at most 10,000.` };
  }
  if (query === text && /\bunmask\b/i.test(text)) return { wrong: "unmask is not run: what is masked stays masked." };
  if (query === text && SOURCE.test(text)) {
    return { wrong: "source is not run: the groups stand before the query, so that its price is known." };
  }
  return query;
}

/** A query for lines that match a pattern, or its error. */
function toFilter(text: string): string | { readonly wrong: string } {
  const left = [...text.matchAll(LEFT_OUT)].map((found) => found.slice(1).find((words) => words) ?? "");
  const kept = text.replace(LEFT_OUT, " ").trim();
  const wanted = kept === "" ? ERRORS : patternOf(kept);
  if (typeof wanted !== "string") return wanted;
  const not = left.map((words) => ` | filter @message not like /(?i)${withoutEnd(asItStands(words))}/`).join("");
  return `fields @timestamp, @message | filter @message like /${withoutEnd(wanted)}/${not} | sort @timestamp desc | limit 500`;
}

/**
 * `-"health"`: lines that contain it are left out. "Without" counts at the beginning only: "connection closed without response" is a line.
 */
const LEFT_OUT =
  /(?:^|\s)-"([^"]+)"|(?:^|\s)(?:but not|excluding) "?([\w.:/-]+)"?$|^(?:without|except) "?([\w.:/-]+)"?$/gi;

/**
 * The regular expression of a typed pattern, or its error. Between slashes it is taken as it is. Otherwise it ignores case, because nobody
 * knows the case of a line that they have not seen; a capital in quotes is meant. It stands for its own characters unless a part of it
 * has a meaning only in a regular expression: a pasted line has brackets and dots in it.
 */
function patternOf(text: string): string | { readonly wrong: string } {
  const [, mark = "", inner = text] = /^(["'/])(.*)\1$/s.exec(text) ?? [];
  if (inner === "") return ERRORS;
  if (mark === "/") return isRegularExpression(inner) ? inner : notOne(inner);
  const exact = (mark !== "" && /\p{Lu}/u.test(inner)) || inner.startsWith("(?");
  const plain = !ONLY_IN_EXPRESSIONS.test(inner) || !isRegularExpression(inner);
  return `${exact ? "" : "(?i)"}${plain ? asItStands(inner) : inner}`;
}

function asItStands(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** `\d`, `.*`, `(a|b)`, `a|b`, `[0-9]`, `x{2}`, `^x`, `x$`, `(?:…)`. */
const ONLY_IN_EXPRESSIONS = /\\\S|\.[*+?]|\)[*+]|\S\|\S|\[[^\]\s]*-[^\]\s]*\]|\w\{\d+,?\d*\}|^\^|\S\$$|\(\?/;

function notOne(pattern: string): { readonly wrong: string } {
  return { wrong: `Not a regular expression: ${withoutMiddle(pattern, 60)}.` };
}

/** Escapes slashes and new lines in a pattern, which would end it. */
function withoutEnd(pattern: string): string {
  return pattern.replaceAll(/\\[\s\S]|\/|\n/g, (part) => (part === "/" ? "\\/" : part.endsWith("\n") ? "\\n" : part));
}

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text.replace(/^\(\?i\)/, "")));
  } catch {
    return false;
  }
}
