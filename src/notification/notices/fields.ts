/** Lists longer than this are not read. */
const MOST = 200;

/** A message of any shape, read by paths such as `resource.instanceDetails.instanceId` or `findings.0.Title`. */
export interface Fields {
  /** The first of the paths that holds a text, a number or a boolean, as text; undefined if none does. */
  text(...paths: readonly string[]): string | undefined;
  number(path: string): number | undefined;
  /** The items of a list; a single value is a list of one, what is missing is empty. */
  list(path: string): readonly Fields[];
  /** The same with only these keys. */
  pick(...keys: readonly string[]): Fields;
  readonly value: unknown;
}

/** Reads a value by paths. What is missing or of another type is undefined, never an error. */
export function fieldsOf(value: unknown): Fields {
  return {
    value,
    text(...paths) {
      for (const path of paths) {
        const found = scalar(at(value, path));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    number(path) {
      const found = scalar(at(value, path));
      const number = found === undefined || found.trim() === "" ? Number.NaN : Number(found);
      return Number.isFinite(number) ? number : undefined;
    },
    pick: (...keys) => fieldsOf(Object.fromEntries(keys.map((key) => [key, at(value, key)]))),
    list(path) {
      const found = at(value, path);
      if (Array.isArray(found)) return found.slice(0, MOST).map(fieldsOf);
      return found == null ? [] : [fieldsOf(found)];
    },
  };
}

function scalar(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** An empty path is the value itself. */
function at(value: unknown, path: string): unknown {
  if (path === "") return value;
  let found = value;
  for (const key of path.split(".")) {
    if (!(found instanceof Object) || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
