/** A longer text is hardly ever the same again. */
const LONGEST = 256;
/** Texts of one generation. */
const MOST = 4_096;

/** Texts about which something was found out. */
export interface KnownTexts {
  has(text: string): boolean;
  add(text: string): void;
}

/** Two generations of at most 4,096 texts of at most 256 characters, about 2 MB: a full generation replaces the one before it. */
export function createKnownTexts(): KnownTexts {
  let [newer, older] = [new Set<string>(), new Set<string>()];
  return {
    has: (text) => text.length <= LONGEST && (newer.has(text) || older.has(text)),
    add(text) {
      if (text.length > LONGEST) return;
      newer.add(text);
      if (newer.size >= MOST) [newer, older] = [new Set(), newer];
    },
  };
}
