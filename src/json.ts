/** The value of a JSON text; undefined if it is malformed. Parse external values with zod afterwards. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Senders that encode twice are common; more layers than this are not. */
const LAYERS = 4;

/** The value of a JSON text, also where it was encoded again as a JSON string; undefined if it is malformed. */
export function parseLayeredJson(text: string): unknown {
  let value = parseJson(text);
  for (let layer = 1; layer < LAYERS && typeof value === "string"; layer++) {
    const inner = parseJson(value);
    if (inner === undefined) break;
    value = inner;
  }
  return value;
}

/** The fields of an object, and of everything in it, without those that are null: to senders that means that there are none. Elements of lists stay. */
export function withoutNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([name, value]) => [name, inside(value)]));
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === "object" && value !== null ? withoutNulls({ ...value }) : value;
}
