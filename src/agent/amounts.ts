/** A number of a text, with what is said of it besides its digits. */
interface Amount {
  readonly value: number;
  readonly decimals: number;
  readonly negative: boolean;
  /** Undefined where none that is known follows. */
  readonly unit: Unit | undefined;
  /** Whether it counts something that is named after it: "41 errors", "2 of 3". */
  readonly counts: boolean;
  /** Whether no word follows. */
  readonly bare: boolean;
}

interface Unit {
  readonly kind: "time" | "bytes" | "share" | "factor" | "count";
  /** In seconds, bytes, percent, times or ones. */
  readonly size: number;
}

const UNITS: readonly (readonly [words: RegExp, unit: Unit])[] = [
  [/^(?:ns|nanoseconds?)$/i, { kind: "time", size: 1e-9 }],
  [/^(?:[uµμ]s|microseconds?)$/i, { kind: "time", size: 1e-6 }],
  [/^(?:ms|msecs?|milliseconds?)$/i, { kind: "time", size: 0.001 }],
  [/^(?:s|secs?|seconds?)$/i, { kind: "time", size: 1 }],
  [/^(?:min|mins|minutes?)$/i, { kind: "time", size: 60 }],
  [/^(?:h|hrs?|hours?)$/i, { kind: "time", size: 3_600 }],
  [/^days?$/i, { kind: "time", size: 86_400 }],
  [/^bytes?$/i, { kind: "bytes", size: 1 }],
  [/^kB$/i, { kind: "bytes", size: 1e3 }],
  [/^MB$/, { kind: "bytes", size: 1e6 }],
  [/^GB$/, { kind: "bytes", size: 1e9 }],
  [/^TB$/, { kind: "bytes", size: 1e12 }],
  [/^KiB$/, { kind: "bytes", size: 2 ** 10 }],
  [/^MiB$/, { kind: "bytes", size: 2 ** 20 }],
  [/^GiB$/, { kind: "bytes", size: 2 ** 30 }],
  [/^TiB$/, { kind: "bytes", size: 2 ** 40 }],
  [/^(?:%|percent)$/i, { kind: "share", size: 1 }],
  [/^(?:[x×]|times|fold)$/i, { kind: "factor", size: 1 }],
  [/^k$/, { kind: "count", size: 1e3 }],
  [/^M$/, { kind: "count", size: 1e6 }],
];

/** A number, its sign, and the word after it; in "80 to 812 ms" both have the unit. */
const AMOUNT =
  /(?<sign>(?<![\p{L}\p{N}])[-−])?(?<![.,\d])(?<digits>\d[\d,]*(?:\.\d+)?)(?:\s*(?:to|and|or|–|-|→)\s*\d[\d,]*(?:\.\d+)?)?[\s-]?(?<word>%|[×\p{L}]+)?/gu;
/** More say nothing, and more than a hundred cannot be written. */
const MOST_DECIMALS = 20;
const RANGE_END = /\d[\d,]*(?:\.\d+)?$/;

const RISES =
  /\b(?:r(?:ise|ises|ising|ose)|increas(?:e|es|ed|ing)|grew|grow(?:s|ing|n)?|climb(?:s|ed|ing)?|higher|up)\b/i;
const FALLS =
  /\b(?:f(?:all|alls|alling|ell)|drop(?:s|ped|ping)?|decreas(?:e|es|ed|ing)|shrank|sank|lower(?:ed)?|down)\b/i;

/** Words after a number that name nothing that it counts: "reached 812 in orders". */
const SMALL = /^(?:a|an|and|are|as|at|after|before|but|by|for|from|in|is|on|or|than|the|to|was|were|when|while|with)$/i;

/** "per second", "/s"; in what is cited "a second" too, which elsewhere may be a time. */
const RATE = /(?:\bper\s+|\/\s?)(s(?:ec(?:ond)?)?|min(?:ute)?|h(?:our)?|day)\b/gi;
const TOLD_RATE = /(?:\b(?:per|an?|each|every)\s+|\/\s?)(s(?:ec(?:ond)?)?|min(?:ute)?|h(?:our)?|day)\b/gi;

/** Whether a word is a unit of a number: "ms", "GiB". */
export function isUnit(word: string): boolean {
  return unitOf(word) !== undefined;
}

function unitOf(word: string): Unit | undefined {
  return UNITS.find(([words]) => words.test(word))?.[1];
}

/**
 * Whether each number of a sentence stands in the text that it cites: rounded to the digits that the sentence gives, with the same sign, and
 * in the same unit or in one of its kind ("0.8 s" for "812 ms"). A figure without a unit may be given one; what counts things may not.
 */
export function amountsStand(said: string, cited: string): boolean {
  const known = amountsOf(cited);
  const falls = FALLS.test(said);
  return (
    amountsOf(said).every((amount) => known.some((other) => isSame(amount, other, falls))) && ratesStand(said, cited)
  );
}

function ratesStand(said: string, cited: string): boolean {
  const known = new Set(ratesOf(cited, TOLD_RATE));
  return ratesOf(said, RATE).every((rate) => known.has(rate));
}

/** The first letter tells second, minute, hour and day apart. */
function ratesOf(text: string, rates: RegExp): readonly string[] {
  return [...text.matchAll(rates)].map(([, time = ""]) => time.charAt(0).toLowerCase());
}

/** Whether a sentence says that something rose while what it cites only says that something fell, or the other way round. */
export function turnsDirection(said: string, cited: string): boolean {
  const opposite = (here: RegExp, there: RegExp): boolean => here.test(said) && !here.test(cited) && there.test(cited);
  return opposite(RISES, FALLS) || opposite(FALLS, RISES);
}

function isSame(said: Amount, cited: Amount, falls: boolean): boolean {
  if (said.negative !== cited.negative && !(cited.negative && falls)) return false;
  const factor = factorOf(said, cited);
  if (factor === undefined) return false;
  return (cited.value * factor).toFixed(said.decimals) === said.value.toFixed(said.decimals);
}

/** What turns the cited number into the unit of the sentence; undefined where nothing does. */
function factorOf(said: Amount, cited: Amount): number | undefined {
  const [from, to] = [cited.unit ?? ONE, said.unit ?? ONE];
  if (from.kind === to.kind) return from.size / to.size;
  // "It reached 812" of "812 ms", and "0.2 s" of a bare 0.2.
  if (!said.unit && !said.counts) return 1;
  return cited.bare ? 1 : undefined;
}

const ONE: Unit = { kind: "count", size: 1 };

function amountsOf(text: string): readonly Amount[] {
  return [...text.matchAll(AMOUNT)].flatMap(({ groups = {}, 0: whole }) => {
    const { sign, digits = "", word } = groups;
    const unit = word === undefined ? undefined : unitOf(word);
    const last = RANGE_END.exec(word === undefined ? whole.trim() : whole.slice(0, -word.length).replace(/[\s-]$/, ""));
    const numbers = [digits, ...(last && last[0] !== digits ? [last[0]] : [])];
    return numbers.map((number, index) => ({
      value: Number(number.replaceAll(",", "")),
      decimals: Math.min(number.split(".")[1]?.length ?? 0, MOST_DECIMALS),
      negative: sign !== undefined && index === 0,
      unit,
      counts: word !== undefined && !unit && !SMALL.test(word),
      bare: word === undefined,
    }));
  });
}
