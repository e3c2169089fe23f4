import { isoDate, withIsoDates } from "./numeric-date.ts";

/** Times as people say them, in the words that the grammar of times knows. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [/\b(today|yesterday|tonight)'?s\b/gi, "$1"],
  [/\b(?:since )?(?:last night|overnight|tonight|this night)\b/gi, "last 12h"],
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
  [/\b(?:starting at|starting from) (?=\d{1,2}(?::\d{2}| ?[ap]m\b))/gi, "since "],
  [/\bthe (\d{1,2}:\d{2}) (?=deploy|release|change|push|rollout)/gi, "at $1 "],
  [/\bbefore and after\b/gi, "around"],
  [/\b(?:an |1 )?hour and a half\b/gi, "90m"],
  [/\bhalf past (\d{1,2})\b/gi, "$1:30"],
  [/\b(\d{1,2}) ?o'?clock\b/gi, "$1:00"],
  [/\b(\d{1,2}(?::\d{2})?) (?:in the|this) morning\b/gi, "$1am"],
  [/\b([1-9]|1[01]|1?\d:\d{2}) (?:in the|this) (?:afternoon|evening)\b/gi, "$1pm"],
  [/\b([1-5](?::\d{2})?) (?:at|in the) night\b/gi, "$1am"],
  [/\b(\d{1,2}:\d{2} ?- ?\d{1,2}:\d{2}),? ((?:on )?(?:yesterday|today|[a-z]+day))\b/gi, "$2 $1"],
  [/\b(?:at )?(\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon),? (yesterday|today)\b/gi, "$2 $1"],
  [/\b(since|at|from|until|till|before|after|and|to) ([01]\d|2[0-3])([0-5]\d)\b/gi, "$1 $2:$3"],
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
const HOUR = `(\\d{1,2}|${NUMBERS[0].slice(1).join("|")})`;
/** "quarter to three", "ten past 2". "From ten to three" is a range, and so is "since 10 to 3". */
const TO_OR_PAST = new RegExp(
  `\\b(?:(?:a )?(quarter|half(?= past))|(five|ten|twenty|twenty[- ]five)(?= past)|(?<!\\b(?:from|between) )(five|ten|twenty|twenty[- ]five)(?= to)|(\\d{1,2})(?= past)) (to|past) ${HOUR}\\b`,
  "gi",
);
/** "three a m", "3 a.m." */
const A_M = new RegExp(`\\b${HOUR}(:\\d{2})? ([ap])(?:\\. ?m\\.?| m)(?=[\\s,?!]|$)`, "gi");
/** "two forty five", "oh two forty", "two oh five", as dictation writes them behind a word of time. */
const HOUR_AND_MINUTE = new RegExp(
  `\\b(since|at|around|until|till|before|after|from|and|to) (?:oh |zero )?(${NUMBERS[0].slice(1).join("|")}) (?:(ten|fifteen|twenty|thirty|forty|fifty)|oh)(?:[- ](${NUMBERS[0].slice(1, 10).join("|")}))?\\b(?! (?:sec|min|hour|day|week))`,
  "gi",
);
const WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split(" ");
const SHORT_DAY = /\b(since|on|last) (mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b/gi;
const MONTH = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const MONTH_NAME = `(${MONTH.join("|")})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\\.?`;
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?${MONTH_NAME}(?=[ ,?!]|$)`, "gi");
const MONTH_FIRST = new RegExp(`\\b${MONTH_NAME} (\\d{1,2})(?:st|nd|rd|th)?(?=[ ,?!]|$)`, "gi");

type Written = (...groups: readonly string[]) => string | undefined;

/** The spoken forms that are counted out, and what is typed for each; undefined leaves it. */
function counted(now: Date): readonly (readonly [RegExp, Written])[] {
  return [
    [
      TO_OR_PAST,
      (_, quarter, past, to, figures, side, hour) =>
        clockTime(quarter || past || to || figures || "", side ?? "", hour ?? ""),
    ],
    [
      HOUR_AND_MINUTE,
      (_, before, hour, tens, ones) =>
        `${before} ${numberOf(hour ?? "")}:${two(numberOf(tens ?? "zero") + numberOf(ones ?? "zero"))}`,
    ],
    [COUNTED, (word) => `${numberOf(word)}`],
    [AT_HOUR, (_, before, word) => `${before} ${numberOf(word ?? "")}`],
    [
      /\b(\d{1,3}[.,]\d) ?h(?:ours?|rs?)?\b/gi,
      (_, hours = "") => `${Math.round(Number(hours.replace(",", ".")) * 60)}m`,
    ],
    [A_M, (_, hour = "", minute, half) => `${numberOf(hour)}${minute}${half}m`],
    [
      SHORT_DAY,
      (_, before, day = "") =>
        `${before} ${WEEKDAYS.find((name) => name.startsWith(day.slice(0, 3).toLowerCase())) ?? day}`,
    ],
    [DAY_FIRST, (_, day = "", month) => isoDate(day, monthNumber(month), now)],
    [MONTH_FIRST, (_, month, day = "") => isoDate(day, monthNumber(month), now)],
  ];
}

/** A text with its spoken times as they can be typed. What stands in quotes or inside a name stays: "overnight-batch". */
export function withTypedTimes(text: string, now: Date): string {
  return text
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : typedTimes(part, now)))
    .join("");
}

function typedTimes(text: string, now: Date): string {
  const numbered = counted(now).reduce((before, [spoken, typed]) => replaceWhole(before, spoken, typed), text);
  const dated = withIsoDates(numbered, now);
  return SPOKEN.reduce(
    (before, [spoken, typed]) =>
      replaceWhole(before, spoken, (...groups) => typed.replace(/\$(\d)/g, (_, at) => groups[Number(at)] ?? "")),
    dated,
  );
}

/** Replaces what is no part of a longer name. */
function replaceWhole(text: string, pattern: RegExp, typed: Written): string {
  return text.replace(pattern, (...found: readonly unknown[]) => {
    const at = found.findIndex((each) => typeof each === "number");
    const groups = found.slice(0, at).map((each) => (typeof each === "string" ? each : ""));
    const [all = ""] = groups;
    const offset = Number(found[at]);
    const begins = /(?:^|[\s(])$/.test(text.slice(0, offset)) || /^\s/.test(all);
    const ends = /\s$/.test(all) || /^(?:[.,;:?!)]*(?:\s|$)|'s\b)/.test(text.slice(offset + all.length));
    return begins && ends ? (typed(...groups) ?? all) : all;
  });
}

/** "2:45" of "quarter to three". */
function clockTime(minutes: string, side: string, hour: string): string {
  const away =
    minutes.toLowerCase() === "quarter"
      ? 15
      : minutes.toLowerCase() === "half"
        ? 30
        : minutes.toLowerCase().startsWith("twenty")
          ? numberOf("twenty") + (/five$/i.test(minutes) ? 5 : 0)
          : numberOf(minutes);
  const hours = numberOf(hour);
  return side.toLowerCase() === "past" ? `${hours}:${two(away)}` : `${hours === 1 ? 12 : hours - 1}:${two(60 - away)}`;
}

function numberOf(word: string): number {
  return NUMBER_OF.get(word.toLowerCase().replace(/[ -]/, "")) ?? Number(word);
}

function two(figure: number): string {
  return String(figure).padStart(2, "0");
}

function monthNumber(name = ""): string {
  return `${MONTH.indexOf(name.slice(0, 3).toLowerCase()) + 1}`;
}
