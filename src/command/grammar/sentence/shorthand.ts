/** Words as people shorten or misspell them in a hurry. None of them is a verb, a metric or a name that AWS gives. */
const SHORT: Readonly<Record<string, string>> = {
  wen: "when",
  wat: "what",
  wut: "what",
  wats: "what's",
  wuts: "what's",
  wot: "what",
  hw: "how",
  r: "are",
  w: "with",
  abt: "about",
  b4: "before",
  bak: "back",
  ppl: "people",
  any1: "anyone",
  some1: "someone",
  sum1: "someone",
  dis: "this",
  dat: "that",
  da: "the",
  frm: "from",
  svc: "service",
  chg: "changes",
  teh: "the",
  bc: "because",
  cuz: "because",
  yday: "yesterday",
  ystrday: "yesterday",
  prolly: "probably",
};

const WORD = /(?<![\p{L}\p{N}/_.:@-])[a-z][a-z0-9]{0,7}(?![\p{L}\p{N}/_:@-])/giu;

/** A text with its shortened words written out; what stands in quotes stays. */
export function writtenOut(text: string): string {
  return text
    .split(/("[^"]*")/)
    .map((part) => (part.startsWith('"') ? part : part.replace(WORD, (word) => longOf(word) ?? word)))
    .join("");
}

/** Whether a word is a short form, and so no verb that it begins like. */
export function isShorthand(word: string): boolean {
  return longOf(word) !== undefined;
}

function longOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(SHORT, lower) ? SHORT[lower] : undefined;
}
