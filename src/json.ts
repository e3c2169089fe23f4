/** What a JSON text says; undefined where it is none. What comes from outside is then parsed with zod. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
