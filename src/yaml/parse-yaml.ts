import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from "yaml";
import type { z } from "zod";

/** Something wrong in a file of settings, with its remedy. Lines start at 1. */
export interface Mistake {
  readonly line: number;
  readonly text: string;
}

type Path = readonly PropertyKey[];

/** The line of what stands at a path, or of the innermost part above it that exists. */
export type LineOf = (path: Path) => number;

export type ParsedYaml<Value> =
  | { readonly ok: true; readonly value: Value; readonly lineOf: LineOf }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/** A longer text is not written by hand. */
const LONGEST = 256 * 1024;
/** Aliases that are followed: more of them could grow without bound. */
const MOST_ALIASES = 100;
const MOST_MISTAKES = 50;

/** Looks at a value as it is written, whatever the schema says to it, and reports what is wrong between its parts. */
export type YamlCheck = (written: unknown, report: (path: Path, text: string) => void) => void;

/**
 * Parses one YAML document by a schema and a check of what the schema cannot know. All mistakes are returned at once, in the order of
 * their lines. Never throws.
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  check: YamlCheck = () => undefined,
): ParsedYaml<z.output<Schema>> {
  if (text.length > LONGEST) return wrong([{ line: 1, text: `is longer than ${LONGEST / 1024} KB: split it` }]);
  try {
    return parse(text, schema, check);
  } catch (error) {
    // The parser and the schema recurse; text nested thousands deep is no file of settings.
    if (error instanceof RangeError) return wrong([{ line: 1, text: "is nested too deeply" }]);
    throw error;
  }
}

function parse<Schema extends z.ZodType>(text: string, schema: Schema, check: YamlCheck): ParsedYaml<z.output<Schema>> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, merge: true });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const broken = document.errors.map(({ code, pos, message }) => ({
    line: lineAt(pos[0]),
    text: code === "DUPLICATE_KEY" ? `${keyAt(text, pos[0])} stands twice: only one of them can hold` : message,
  }));
  // Beside a key that stands twice the rest can still be read; after other errors nothing is where it seems to be.
  if (document.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return wrong(broken);
  const endless = aliasMistakes(document, lineAt);
  if (endless.length > 0) return wrong([...broken, ...endless]);
  const lineOf: LineOf = (path) => lineAt(offsetOf(document, path));
  const written = toValue(document);
  if (written === TOO_MANY_ALIASES) {
    return wrong([{ line: 1, text: `its aliases stand for more than ${MOST_ALIASES} others: write it out` }]);
  }
  const parsed = schema.safeParse(written);
  const misread = (parsed.error?.issues ?? []).map((issue): Mistake => {
    const [unknown] = issue.code === "unrecognized_keys" ? issue.keys : [];
    if (unknown !== undefined) return { line: lineOf([...issue.path, unknown]), text: issue.message };
    return { line: lineOf(issue.path), text: named(issue.path, issue.message) };
  });
  const mistakes = [...broken, ...misread];
  check(written, (path, words) => mistakes.push({ line: lineOf(path), text: named(path, words) }));
  return parsed.success && mistakes.length === 0 ? { ok: true, value: parsed.data, lineOf } : wrong(mistakes);
}

/** "class: is either alert or notification" */
function named(path: Path, words: string): string {
  const key = path.findLast((segment) => typeof segment === "string");
  return key === undefined ? words : `${key}: ${words}`;
}

function keyAt(text: string, offset: number): string {
  return /^[^:\n]{0,100}/.exec(text.slice(offset))?.[0].trim() ?? "a key";
}

/** Aliases of anchors that are not there, and of those that they stand in themselves. */
function aliasMistakes(document: Document, lineAt: (offset: number) => number): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const line = lineAt(startOf(alias) ?? 0);
      const anchored = alias.resolve(document);
      if (anchored === undefined) mistakes.push({ line, text: `there is no &${alias.source} before *${alias.source}` });
      else if (ancestors.some((each) => each === anchored)) {
        mistakes.push({ line, text: `*${alias.source} stands within &${alias.source}, and would have no end` });
      }
    },
  });
  return mistakes;
}

const TOO_MANY_ALIASES = Symbol("too many aliases");

function toValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof ReferenceError) return TOO_MANY_ALIASES;
    throw error;
  }
}

/** The mistakes in the order of their lines; only the first of very many. */
function wrong(mistakes: readonly Mistake[]): { readonly ok: false; readonly mistakes: readonly Mistake[] } {
  const inOrder = [...mistakes].sort((one, other) => one.line - other.line);
  const left = inOrder.slice(MOST_MISTAKES);
  const [next] = left;
  const more = next ? [{ line: next.line, text: `and ${left.length} more mistakes from here on` }] : [];
  return { ok: false, mistakes: [...inOrder.slice(0, MOST_MISTAKES), ...more] };
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const segment of path) {
    const next = childOf(resolved(node, document), segment);
    if (!next) break;
    offset = startOf(next.at) ?? offset;
    node = next.value;
  }
  return offset;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function childOf(node: unknown, segment: PropertyKey): { readonly at: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === segment);
    return pair && { at: pair.key, value: pair.value };
  }
  if (isSeq(node) && typeof segment === "number") {
    const item = node.items[segment];
    return item === undefined ? undefined : { at: item, value: item };
  }
  return undefined;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
