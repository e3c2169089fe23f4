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
