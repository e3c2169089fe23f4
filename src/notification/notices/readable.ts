import { parseJson } from "../../json.ts";
import { maskName } from "../../telemetry/masking/mask.ts";
import { namesSecret } from "../../telemetry/masking/secret-names.ts";

/** Deeper and longer values are counted, not shown. */
const DEEPEST = 6;
const ITEMS = 8;
/** Fields that are visited at all. */
const MOST = 400;

/** A field of a message of any shape: its path in words, and its value as text. */
export type ReadableField = readonly [label: string, value: string];

/**
 * All fields of a value, nested ones by their path: `additional-information.logs.deep-link` is "Additional information › logs › deep
 * link". JSON in a text is read like the rest; secrets are hidden by their names.
 */
export function readableFields(value: unknown): readonly ReadableField[] {
  const found: ReadableField[] = [];
  visit(value, [], found);
  return found;
}

function visit(value: unknown, path: readonly string[], found: ReadableField[]): void {
  if (found.length >= MOST) return;
  const name = path.at(-1) ?? "";
  const inner = typeof value === "string" && /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value;
  if (namesSecret(name)) {
    found.push([labelOf(path), "[secret hidden]"]);
    return;
  }
  if (!(inner instanceof Object)) {
    const text = isNothing(inner) ? "" : (timeIn(name, inner) ?? plainText(String(inner)));
    if (text !== "") found.push([labelOf(path), text]);
    return;
  }
  if (Array.isArray(inner) && inner.every((each) => !(each instanceof Object))) {
    const items = inner.filter((each) => each != null && each !== "").map((each) => plainText(String(each)));
    const more = items.length > ITEMS ? ` and ${items.length - ITEMS} more` : "";
    if (items.length > 0) found.push([labelOf(path), `${items.slice(0, ITEMS).join(", ")}${more}`]);
    return;
  }
  const entries = Object.entries(inner);
  if (path.length >= DEEPEST) {
    if (entries.length > 0) found.push([labelOf(path), `${entries.length} more fields`]);
    return;
  }
  const isList = Array.isArray(inner);
  for (const [key, each] of isList ? entries.slice(0, ITEMS) : entries) {
    visit(each, [...path, isList ? positionOf(key, entries.length) : key], found);
  }
  if (isList && entries.length > ITEMS) found.push([labelOf(path), `${entries.length - ITEMS} more`]);
}

/** An item's number, from 1; the only item of a list needs none. */
function positionOf(index: string, length: number): string {
  return length === 1 ? "" : String(Number(index) + 1);
}

/** Text that was to be JSON and is not, such as one that was cut, without its brackets and quotes. */
export function plainText(text: string): string {
  if (!/\{\s*"|"\s*:|\[\s*["{]/.test(text)) return text.trim();
  return text
    .replaceAll(/\\+"/g, '"')
    .replaceAll(/"\s*:\s*"?/g, ": ")
    .replaceAll(/"?\s*,\s*"/g, ", ")
    .replaceAll(/[{}[\]"]/g, " ")
    .replaceAll(/[ \t]+/g, " ")
    .trim();
}

/** Nothing, also as some services write it. */
function isNothing(value: unknown): boolean {
  return value == null || value === "null";
}

const TIME = /(?:[Ee]poch[Ss]econds?|[Tt]ime|[Dd]ate|[Tt]imestamp|At|_at|^started|^completed|^ended)$/;

/** The time in a field that is called one, as seconds or milliseconds since 1970: those from 2001 to 2096. */
function timeIn(name: string, value: unknown): string | undefined {
  if (typeof value !== "number" || !TIME.test(name)) return undefined;
  if (value >= 1e12 && value < 4e12) return timeOf(value);
  return value >= 1e9 && value < 4e9 ? timeOf(value * 1000) : undefined;
}

/** Epoch milliseconds as ISO; undefined if they are out of range. */
export function timeOf(epoch: number): string | undefined {
  const date = new Date(epoch);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Paths in words: "failedActionCount" and "build-status" as an engineer would say them. */
function labelOf(path: readonly string[]): string {
  const words = path.map((key) => wordsOf(maskName(key))).filter((each) => each !== "");
  return words.length === 0 ? "Value" : words.slice(-3).join(" › ");
}

/** "deploymentGroup" → "Deployment group"; names with several capitals (ARN, EC2InstanceId) keep them. */
export function wordsOf(key: string): string {
  const apart = key
    .slice(0, 60)
    .replaceAll(/[-_.:]+/g, " ")
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .trim();
  const words = apart
    .split(/\s+/)
    .map((word, index) => (index > 0 && /^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word));
  const text = words.join(" ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
