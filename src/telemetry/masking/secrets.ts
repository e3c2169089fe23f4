import { base64Run } from "./base64-run.ts";
import { COMMAND_SHAPES } from "./command-shapes.ts";
import { COUNT, NAME, NONE, named, PART_OF_NAME } from "./secret-names.ts";
import type { SecretShape } from "./secret-shape.ts";
import { TOKEN_SHAPES } from "./token-shapes.ts";

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
    needs: base64Run(60),
    shape: /^[ \t]*[A-Za-z0-9+/]{60,76}={0,2}[ \t]*$/gm,
    is: (found) =>
      /[A-Z]/.test(found) && /[a-z]/.test(found) && /\d/.test(found) && !/^\s*(?:[0-9a-f]+|[0-9A-F]+)\s*$/.test(found),
  },
  ...TOKEN_SHAPES,
  ...COMMAND_SHAPES,
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
  { what: "signature", needs: /sig(?:nature)?=/i, shape: /(?<=\bsig(?:nature)?=)[\w%+/-]{20,}={0,2}/gi },
  {
    what: "credentials",
    needs: /authorization/i,
    shape:
      /(?<=authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:token|key|apikey|digest|negotiate)\s{1,3})(?!\[)[^\s"',;]{6,200}/gi,
  },
  // A name and its value as two fields: the environment of a container, an element of XML.
  {
    what: "secret",
    needs: PART_OF_NAME,
    shape: new RegExp(
      String.raw`(?<=\\{0,7}["']?\b(?:name|key)\\{0,7}["']?\s{0,3}[:=]\s{0,3}\\{0,7}["']?[\w.-]{0,60}${NAME}\\{0,7}["']?[\s,]{1,20}\\{0,7}["']?value\\{0,7}["']?\s{0,3}[:=]\s{0,3}\\{0,7}["']?)${NONE}[^\s"'\\,;<>}]{2,200}`,
      "gi",
    ),
  },
  {
    what: "secret",
    needs: PART_OF_NAME,
    shape: new RegExp(`(?<=<[\\w:-]{0,40}${NAME}>)${NONE}[^<>\\s]{2,200}(?=<)`, "gi"),
  },
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
