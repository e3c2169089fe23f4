/** Times as people say them, in the words that the grammar of times knows. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/\b(today|yesterday|tonight)'?s\b/gi, "$1"],
  [/\b(?:last night|overnight|tonight|this night)\b/gi, "last 12h"],
  [
    /\b(?:in |over |during |within |for )?(?:the )?(?:last|past) (?:few|couple of|several) (?:min(?:ute)?s)\b/gi,
    "last 15m",
  ],
  [/\b(?:in |over |during |within |for )?(?:the )?(?:last|past) (?:few|couple of|several) hours\b/gi, "last 3h"],
  [/\b(?:in |over |during |within |for )?(?:the )?(?:last|past) (?:few|couple of|several) days\b/gi, "last 3d"],
  [/\b(?:in |over |during |within |for )?(?:the )?(?:last|past) half(?: an)? hour\b/gi, "last 30m"],
  [/(?<=^|\s)1\/2 (?:an )?hour\b/gi, "30m"],
  [/\bhalf an hour ago\b/gi, "30m ago"],
  [/\ban? (hour|day|week|minute) ago\b/gi, "1 $1 ago"],
  [/\b(?:last|past) (?:one|an) hour\b/gi, "last 1h"],
  [/\bthis morning\b/gi, "since midnight"],
  [/\bthis week\b/gi, "last 7d"],
  [/\b(?:this|last|past) month\b/gi, "last 30d"],
  [/\b(?:(?:over|on|at|during|in) )?(?:the|this|last) weekend\b/gi, "since saturday"],
  [/\bthis afternoon\b|\bsince lunch(?: ?time)?\b/gi, "since noon"],
  [/\bthis evening\b/gi, "since 18:00"],
  [/\bearlier (today|yesterday)\b/gi, "$1"],
  [/\b(?:just now|a (?:few minutes|moment|bit) ago)\b/gi, "last 15m"],
  [/\ba few hours ago\b/gi, "last 3h"],
  [/\b(\d{1,2})h(\d{2})\b/gi, "$1:$2"],
  [/\b(?:after|starting at|starting from|from) (?=\d{1,2}(?::\d{2}| ?[ap]m\b))/gi, "since "],
  [/\bthe (\d{1,2}:\d{2}) (?=deploy|release|change|push|rollout)/gi, "at $1 "],
  [/\bbefore and after\b/gi, "around"],
  [/\b(?:an |1 )?hour and a half\b/gi, "90m"],
  [/\bhalf past (\d{1,2})\b/gi, "$1:30"],
  [/\b(\d{1,2}) ?o'?clock\b/gi, "$1:00"],
  [/(?<=^|\s)@ ?(?=\d)/g, "at "],
];

const NUMBERS = [
  "zero one two three four five six seven eight nine ten eleven twelve".split(" "),
  { fifteen: 15, twenty: 20, thirty: 30, forty: 40, fortyfive: 45, fifty: 50, sixty: 60, ninety: 90 },
] as const;
const NUMBER_OF: ReadonlyMap<string, number> = new Map([
  ...NUMBERS[0].map((word, number) => [word, number] as const),
  ...Object.entries(NUMBERS[1]),
]);
const NUMBER = `(${[...NUMBER_OF.keys(), "forty[- ]five"].join("|")})`;
const COUNTED = new RegExp(`\\b${NUMBER}(?=[ -](?:sec|min|hour|hr|day|week))`, "gi");
const AT_HOUR = new RegExp(
  `\\b(since|at|around|about|until|till|from|between|and|to) ${NUMBER}(?= *(?:[ap]m|o'?clock|and|to|[?.!]|$))`,
  "gi",
);
const WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const SHORT_DAY = /\b(since|on|last) (mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b/gi;
const MONTH = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH_NAME = `(${MONTH.join("|")})[a-z]*\\.?`;
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?${MONTH_NAME}(?=[ ,?!]|$)`, "gi");
const MONTH_FIRST = new RegExp(`\\b${MONTH_NAME} (\\d{1,2})(?:st|nd|rd|th)?(?=[ ,?!]|$)`, "gi");

/** A sentence with its spoken times as they can be typed. A date without a year is the last one. */
export function withTypedTimes(text: string, now: Date): string {
  const digits = (word: string): string => `${NUMBER_OF.get(word.toLowerCase().replace(/[ -]/, "")) ?? word}`;
  const numbered = text
    .replace(COUNTED, digits)
    .replace(AT_HOUR, (_, before: string, word: string) => `${before} ${digits(word)}`)
    .replace(/\b(\d{1,3}\.\d) ?h(?:ours?|rs?)?\b/gi, (_, hours: string) => `${Math.round(Number(hours) * 60)}m`)
    .replace(
      SHORT_DAY,
      (_, before: string, day: string) =>
        `${before} ${WEEKDAYS.find((name) => name.startsWith(day.slice(0, 3).toLowerCase())) ?? day}`,
    )
    .replace(DAY_FIRST, (all, day: string, month: string) => dateOf(day, month, now) ?? all)
    .replace(MONTH_FIRST, (all, month: string, day: string) => dateOf(day, month, now) ?? all);
  return SPOKEN.reduce((before, [spoken, typed]) => before.replace(spoken, typed), numbered);
}

/** "2026-11-22"; undefined for a day that the month does not have. */
function dateOf(day: string, name: string, now: Date): string | undefined {
  const month = MONTH.indexOf(name.slice(0, 3).toLowerCase());
  const year = now.getUTCFullYear() - (Date.UTC(now.getUTCFullYear(), month, Number(day)) > now.getTime() ? 1 : 0);
  const date = new Date(Date.UTC(year, month, Number(day)));
  return date.getUTCMonth() === month && Number(day) > 0 ? date.toISOString().slice(0, 10) : undefined;
}
