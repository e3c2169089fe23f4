import fc from "fast-check";

type Path = readonly (string | number)[];

/** The paths of all fields of a message, its own first. */
export function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (!(value instanceof Object)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}

/** Stands for a field that is left out. */
export const DROP = Symbol("drop");

/** A message with one of its fields replaced or left out. */
export function changedAt(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  if (!(value instanceof Object)) return value;
  const entries = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    if (name !== key) return [[name, each]];
    const next = changedAt(each, rest, to);
    return next === DROP ? [] : [[name, next]];
  });
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}

/** What a field may hold instead: nothing, another type, far too much, or markup. */
export const spoilt = fc.oneof(
  fc.constant(DROP),
  fc.constantFrom<unknown>(
    null,
    "",
    0,
    -1,
    1e308,
    true,
    false,
    [],
    {},
    [[[]]],
    [null],
    "\u202e\u0000",
    "x".repeat(50_000),
  ),
  fc.constantFrom<unknown>(
    '{"a":',
    "[object Object]",
    "<script>",
    "`*_~|",
    "__proto__",
    { __proto__: null, toString: 1 },
    { length: 1e9 },
  ),
  fc.array(fc.constant({ a: { b: ["c", { d: 1 }] } }), { minLength: 300, maxLength: 300 }),
  fc.anything(),
);
