/**
 * Tests a text for a run of at least `length` characters of base64, `A-Za-z0-9+/`. Only every `length`-th character is looked at, and its
 * neighbours where it belongs to a run: no long run fits between two of them.
 */
export function base64Run(length: number): { test(text: string): boolean } {
  return {
    test(text) {
      for (let at = length - 1; at < text.length; at += length) {
        if (!isBase64(text.charCodeAt(at))) continue;
        let [from, until] = [at, at + 1];
        while (from > 0 && isBase64(text.charCodeAt(from - 1))) from--;
        while (until < text.length && isBase64(text.charCodeAt(until))) until++;
        if (until - from >= length) return true;
      }
      return false;
    },
  };
}

function isBase64(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || // a-z
    (code >= 65 && code <= 90) || // A-Z
    (code >= 47 && code <= 57) || // /0-9
    code === 43 // +
  );
}
