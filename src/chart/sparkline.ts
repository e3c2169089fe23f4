const HEIGHTS = "▁▂▃▄▅▆▇█";

const isValue = (value: number | null | undefined): value is number => value != null && Number.isFinite(value);

/**
 * Values as one line of text for a table, at most `width` characters: "▁▁▂█". If several values share a character, the highest is
 * shown, so that no spike is lost. A missing value is a space. The scale starts at zero, or at the lowest value if that is negative.
 */
export function sparkline(values: readonly (number | null)[], width = 16): string {
  const cells = Math.min(values.length, Math.max(1, Math.floor(width)));
  const peaks = Array.from({ length: cells }, (_, cell) => {
    const from = Math.floor((cell * values.length) / cells);
    const to = Math.floor(((cell + 1) * values.length) / cells);
    return values.slice(from, to).filter(isValue).reduce<number | null>(higher, null);
  });
  const known = peaks.filter(isValue);
  const low = known.reduce((least, value) => Math.min(least, value), 0);
  const high = known.reduce((most, value) => Math.max(most, value), low);
  return peaks
    .map((value) => {
      if (value === null) return " ";
      const share = high === low ? 0 : (value / 2 - low / 2) / (high / 2 - low / 2);
      return HEIGHTS[Math.round(share * (HEIGHTS.length - 1))];
    })
    .join("");
}

function higher(most: number | null, value: number): number {
  return most === null ? value : Math.max(most, value);
}
