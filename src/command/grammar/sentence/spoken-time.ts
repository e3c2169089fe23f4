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
];

/** A sentence with its spoken times as they can be typed. */
export function withTypedTimes(text: string): string {
  return SPOKEN.reduce((before, [spoken, typed]) => before.replace(spoken, typed), text);
}
