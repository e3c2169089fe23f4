/** What a secret is, and the shape that tells it; a shape that needs a second look has a test of its own. */
export interface SecretShape {
  readonly what: string;
  readonly shape: RegExp;
  /** Every text with such a secret matches this; it takes a fraction of the time of the shape, and most texts do not. */
  readonly needs?: RegExp;
  /** Most of a kind fail a check that chance would pass. */
  readonly is?: (found: string) => boolean;
  /** Recognized by itself, wherever it stands: no name of a resource looks like it. */
  readonly alone?: true;
}

/** A name that stands before a secret: `password`, `DB_PASSWORD`, `x-api-key`, `SecretAccessKey`. Not `secretary`, `tokens`, `compass`. */
const NAME = String.raw`(?:password|passwd|passphrase|pwd|(?<![A-Za-z])pass|(?<!\barn:[^\s"']{1,80}:)secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|authorization|session[-_]?id)`;
/** Between the name and its value; quotes of JSON inside JSON are escaped. */
const GIVEN = String.raw`\\{0,7}["']?\s{0,3}[:=]\s{0,3}`;
/** What stands there when there is no secret, or it is hidden already. */
const NONE = String.raw`(?!\[[a-z -]{1,20} hidden\]|(?:null|undefined|none|nil|true|false|missing|empty|expired|invalid|required|revoked|denied|not)\b)`;
/** `tests pass: 120` says how many. */
const COUNT = String.raw`(?<!(?<![A-Za-z])pass["']?\s{0,3}:\s{0,3}(?=\d{1,5}\b))`;

const named = (value: string): RegExp => new RegExp(`(?<=${NAME}${GIVEN}${value}`, "gi");

/** A part of every alternative of {@link NAME}. */
const PART_OF_NAME = /pass|pwd|secret|token|key|authorization|session/i;

const NAMED = new RegExp(`${NAME}$`, "i");

/** Whether a column or field of this name holds secrets. */
export function namesSecret(name: string): boolean {
  return NAMED.test(name);
}

/** Secrets as they stand in lines, in the order in which they are looked for. */
export const SECRETS: readonly SecretShape[] = [
  {
    what: "private key",
    alone: true,
    needs: /-----BEGIN /,
    shape: /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
  },
  // Where each line of a key is an event of its own.
  {
    what: "private key",
    shape: /^[ \t]*[A-Za-z0-9+/]{60,76}={0,2}[ \t]*$/gm,
    is: (found) =>
      /[A-Z]/.test(found) && /[a-z]/.test(found) && /\d/.test(found) && !/^\s*(?:[0-9a-f]+|[0-9A-F]+)\s*$/.test(found),
  },
  { what: "token", alone: true, needs: /eyJ/, shape: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  { what: "AWS key", alone: true, shape: /(?<![A-Z0-9])(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Z0-9])/g },
  {
    what: "token",
    alone: true,
    shape:
      /(?<![A-Za-z])(?:xox[a-z](?:\.xox[a-z])?-[\w-]{10,}|xapp-[\w-]{10,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_\w{36}|sk_(?:live|test)_\w{10,}|AIza[\w-]{30,})/g,
  },
  { what: "token", alone: true, needs: /hooks\.slack/, shape: /(?<=\bhooks\.slack\.com\/services\/)[\w/]{8,}/g },
  {
    what: "credentials",
    alone: true,
    needs: /bearer|basic/i,
    shape: /\b(?:Bearer|Basic)\s{1,5}[\w.~+/=-]{8,}/gi,
    is: (found) => !/^\w+\s+[A-Z]?[a-z]{1,23}[.-]?$/.test(found),
  },
  { what: "credentials", alone: true, needs: /@/, shape: /(?<=:\/\/[^\s/:@]{0,100}:)(?!\[)[^\s/]{1,200}(?=@)/g },
  {
    what: "secret",
    needs: /cookie/i,
    shape:
      /(?<=\bcookie["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"',;=]{1,200}=[^\s"',;]*(?:; ?[^\s"',;=]{1,200}=[^\s"',;]*)*/gi,
  },
  { what: "signature", needs: /signature=/i, shape: /(?<=\bsignature=)[0-9a-f]{32,}/gi },
  // In quotes to their end, plain or escaped; without them to what ends a word.
  { what: "secret", needs: PART_OF_NAME, shape: named(String.raw`")${NONE}(?:[^"\\\r\n]|\\.)+`) },
  { what: "secret", needs: PART_OF_NAME, shape: named(String.raw`')${NONE}[^'\r\n]+`) },
  { what: "secret", needs: PART_OF_NAME, shape: named(String.raw`\\{1,7}["'])${NONE}[^"'\\\r\n]+`) },
  { what: "secret", needs: PART_OF_NAME, shape: named(String.raw`)${COUNT}${NONE}[^\s"',;&}<\\]{2,}`) },
  {
    what: "e-mail",
    needs: /@/,
    shape:
      /(?<![\p{L}\w.%+-])[\p{L}\w.%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,10}\.[\p{L}]{2,24}(?![\p{L}\w])/gu,
  },
  { what: "card number", shape: /(?<![\d-]|\d\.)(?:\d[ -]?){12,18}\d(?![\d-]|\.\d)/g, is: isCard },
];

/** Numbers as issuers give them, by their first digits and length. https://en.wikipedia.org/wiki/Payment_card_number */
const ISSUED = /^(?:4(?:\d{12}|\d{15}|\d{18})|5\d{15}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12}|35\d{14,17}|6\d{15,18})$/;

/** Luhn's check digit, as on every card: ISO/IEC 7812-1. Most other long numbers fail it. */
function isCard(text: string): boolean {
  const plain = text.replaceAll(/\D/g, "");
  const digits = [...plain].map(Number).toReversed();
  const doubled = digits.map((digit, index) => (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2));
  return ISSUED.test(plain) && new Set(digits).size > 1 && doubled.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}
