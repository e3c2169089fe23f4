import { withoutMiddle } from "../../card/number.ts";
import { commandOf } from "../of.ts";
import { refusal, usage } from "../offer.ts";
import { lastSeconds } from "../time.ts";
import { timeBehind } from "../time-behind.ts";
import type { Verb } from "../verb.ts";

const form = { usage: "logs <group> <query or pattern> [time]", example: 'logs /ecs/orders "5\\d\\d" last 1h' };

/** Seconds that `logs` looks back when no time is said. */
const BACK = 3_600;
/** StartQuery takes no more. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
const LONGEST = 10_000;
const MOST_GROUPS = 50;
const INSIGHTS =
  /^(?:fields|filter|stats|parse|sort|limit|display|pattern|dedup|diff|anomaly|unnest|filterindex|source)\b/i;
const ERRORS = "(?i)(error|exception|fail|timeout|timed out|denied|throttl)";

/** Searches logs. */
export const logs: Verb = {
  ...form,
  help: "Search logs, last 1 h",
  more: [
    "Several groups: separated by commas. A component's name stands for its groups.",
    "A pattern is a regular expression; a query of Logs Insights is taken as it is: logs /ecs/orders stats count() by bin(5m)",
    "Without either: lines that look like errors.",
  ],
  readOnly: true,
  freeText: true,
  parse: (said) => {
    const [, named = "", after = ""] = /^\s*:?\s*((?:[^\s,]+\s*,\s*)*\S+)(.*)$/s.exec(said.rest) ?? [];
    if (named === "") return usage("Which log group?", form);
    const groups = named.split(/\s*,\s*/).filter((group) => group !== "");
    const odd = groups.find((group) => !/^[\w./#:-]{1,512}$/.test(group));
    if (odd !== undefined) return usage(`No log group is called ${withoutMiddle(odd, 60)}.`, form);
    if (groups.length > MOST_GROUPS)
      return refusal(`${groups.length} log groups are too many; at most ${MOST_GROUPS}.`);
    const timed = timeBehind(after, said);
    if (typeof timed === "string") return refusal(timed);
    const text = toInsights(timed.rest.trim());
    if (typeof text !== "string") return refusal(text.wrong);
    const { window, words } = timed.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
    const understood = `logs of ${withoutMiddle(groups.join(", "), 80)}, ${words}`;
    return commandOf(said, { type: "ask", question: { type: "logs", groups, text, window }, understood }, understood);
  },
};

/** A query in the language of Logs Insights, or what is wrong with it. */
function toInsights(text: string): string | { readonly wrong: string } {
  if (text.length > LONGEST) {
    return { wrong: `${text.length.toLocaleString("en-US")} characters are too long for a query; at most 10,000.` };
  }
  if (/\bunmask\s*\(/i.test(text)) return { wrong: "unmask is not run: what is masked stays masked." };
  if (INSIGHTS.test(text)) return text;
  const pattern = /^(["'/])(.*)\1$/s.exec(text)?.[2] ?? text;
  if (!isPattern(pattern)) return { wrong: `Not a regular expression: ${withoutMiddle(pattern, 60)}.` };
  const wanted = pattern === "" ? ERRORS : pattern.replaceAll("/", "\\/");
  return `fields @timestamp, @message | filter @message like /${wanted}/ | sort @timestamp desc | limit 500`;
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text.replace(/^\(\?i\)/, "")));
  } catch {
    return false;
  }
}
