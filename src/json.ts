/** The value of a JSON text; undefined if it is malformed. Parse external values with zod afterwards. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
