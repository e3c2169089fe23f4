import { parseLayeredJson } from "../../json.ts";

/** SNS sends at most 256 KB. What is longer is read as it is. */
const LONGEST = 300_000;
const MARKUP = /^\s*<(?:!doctype|\?xml|[a-z][\w:-]*[\s/>])/i;
const PAIR = /^\s*(?:-\s+)?["']?([\p{L}][\w .-]{0,39}?)["']?\s*(?::\s+|\s=\s)(\S.{0,299})$/u;
const LOGFMT = /^[\w.-]{1,60}=(?:"[^"]*"|[^\s"]\S*)?(?:\s+[\w.-]{1,60}=(?:"[^"]*"|[^\s"]\S*)?){2,}$/;
/** Longer lines are no pairs. */
const LINE = 400;
const BASE64 = /^[A-Za-z\d+/]{40,}={0,2}$/;
/** Fewer pairs are a sentence with a colon in it. */
const FEWEST_PAIRS = 3;

/** What a text that is no JSON holds. */
export type Opened =
  | { readonly type: "fields"; readonly value: object }
  | { readonly type: "text"; readonly text: string; readonly page?: string };

/** A text as a person would read it: base64 is decoded, markup is taken away, and lines of "key: value" are fields. */
export function opened(text: string): Opened {
  const plain = decoded(text);
  if (plain.length > LONGEST) return { type: "text", text: plain };
  const json = parseLayeredJson(plain);
  if (json instanceof Object) return { type: "fields", value: json };
  if (MARKUP.test(plain)) return withoutMarkup(plain);
  const pairs = pairsIn(plain);
  return pairs ? { type: "fields", value: pairs } : { type: "text", text: plain };
}

function decoded(text: string): string {
  const packed = text.trim();
  if (!BASE64.test(packed) || packed.length % 4 !== 0) return text;
  const bytes = Buffer.from(packed, "base64");
  const plain = bytes.toString("utf8");
  const isText = !plain.includes("\uFFFD") && !/[^\P{Cc}\s]/u.test(plain);
  // Forty letters and digits may also be an id.
  if (!isText) return packed.length < 100 ? text : `${bytes.length} bytes of binary data, encoded as base64`;
  return plain;
}

/** Lines of "key: value", as of YAML and of templates for mail, or a line of logfmt. */
function pairsIn(text: string): Readonly<Record<string, string>> | undefined {
  if (LOGFMT.test(text.trim())) {
    const found = text.matchAll(/([\w.-]{1,60})=(?:"([^"]*)"|(\S*))/g);
    return Object.fromEntries([...found].map(([, key = "", quoted, bare]) => [key, quoted ?? bare ?? ""]));
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const pairs = lines.flatMap((line) => {
    const [, key, value] = line.length > LINE ? [] : (PAIR.exec(line) ?? []);
    // YAML's marks of a text over several lines.
    return key === undefined || value === undefined || /^[|>]-?$/.test(value) ? [] : [[key, value.trim()] as const];
  });
  const isTable = pairs.length >= FEWEST_PAIRS && pairs.length * 2 >= lines.length;
  if (!isTable || pairs.length > 40) return undefined;
  const found = Object.fromEntries(pairs);
  const rest = lines.filter(
    (line) =>
      !/^\s*-?\s*[|>]/.test(line) &&
      (line.length > LINE || !PAIR.test(line)) &&
      !/^[\s\w-]{1,40}:(?:\s*[|>])?$/.test(line),
  );
  return { ...found, ...(rest.length > 0 && { message: [found.message ?? "", ...rest].join("\n").trim() }) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function withoutMarkup(text: string): Opened {
  const isXml = /^\s*<\?xml/i.test(text);
  const page = /\bhref\s*=\s*["'](https?:\/\/[^"'\s]+)/i.exec(text)?.[1];
  const shown = text
    .replaceAll(
      /<(style|script|head)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)|<\?[^<>]*>|<!doctype[^<>]*>/gi,
      "",
    )
    .replaceAll(/<([\w:-]+)>([^<]*)<\/\1>/g, isXml ? "$1: $2\n" : "<$1>$2</$1>")
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|tr|h\d|li|table|ul)\s*>/gi, "\n")
    .replaceAll(/<\/?[a-z][^<>]*>/gi, " ")
    .replaceAll(
      /&(?:#39|(amp|lt|gt|quot|apos|nbsp));/g,
      (_, name: string | undefined) => ENTITIES[name ?? "apos"] ?? " ",
    );
  const lines = shown.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim());
  const plain = lines.filter((line) => line !== "").join("\n");
  const pairs = isXml ? pairsIn(plain) : undefined;
  return pairs ? { type: "fields", value: pairs } : { type: "text", text: plain, ...(page !== undefined && { page }) };
}
