/** A number with two significant digits, three from 100 up, thousands with a comma. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "no value";
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(Number(value.toPrecision(3))).toLocaleString("en-US");
  return String(Number(value.toPrecision(size >= 100 ? 3 : 2)));
}

/** A value with its CloudWatch unit: "850 ms", "1.2 s", "41 %", "1.5 GB". */
export function quantity(value: number, unit: string | undefined): string {
  switch (unit) {
    case "Seconds":
      return duration(value);
    case "Milliseconds":
      return duration(value / 1000);
    case "Percent":
      return `${figure(value)} %`;
    case "Bytes":
      return bytes(value);
    default:
      return figure(value);
  }
}

/** Seconds: under 1 s in ms, then s with one decimal, then min. */
export function duration(seconds: number): string {
  const size = Math.abs(seconds);
  if (size === 0) return "0 s";
  if (size < 1) return `${figure(seconds * 1000)} ms`;
  if (size < 120) return `${seconds.toFixed(1)} s`;
  return `${figure(seconds / 60)} min`;
}

/** A rough duration: "40 s", "37 min", "5 h", "3 days". */
export function lasted(seconds: number): string {
  const minutes = Math.max(0, Math.round(seconds / 60));
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

/** Bytes as AWS bills them, in powers of 1,024. */
function bytes(value: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let index = 0;
  let size = value;
  while (Math.abs(size) >= 1024 && index < units.length - 1) {
    size /= 1024;
    index += 1;
  }
  return `${figure(size)} ${units[index]}`;
}

/** Shortens a long name in its middle, because its beginning and its end identify it. */
export function withoutMiddle(name: string, limit: number): string {
  const characters = [...name];
  if (characters.length <= limit) return name;
  const head = Math.ceil((limit - 1) / 2);
  const tail = limit - 1 - head;
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - tail).join("")}`;
}

/** Shortens a text at its end, after a whole clause, or else a whole word, unless that leaves less than half of what fits. */
export function withoutEnd(text: string, limit: number): string {
  const characters = [...text];
  if (characters.length <= limit) return text;
  const fits = characters.slice(0, limit - 1).join("");
  const words = /\s/u.test(characters[limit - 1] ?? "") ? fits : fits.slice(0, Math.max(0, fits.lastIndexOf(" ")));
  const clause = words.slice(0, Math.max(0, words.lastIndexOf(";")));
  // A bracket that is not closed within what fits is left out.
  const closed = words.replace(/\s*\([^()]*$/u, "");
  const kept = [clause, closed, words].find((each) => [...each].length * 2 >= limit) ?? fits;
  return `${kept.replace(/[\s,;:(]+$/u, "")}…`;
}

/** The characters of a name in a shortened sentence. */
const NAME = 28;

/**
 * Shortens a sentence to at most `limit` characters: long names lose their middle, then whole clauses before the last one are left out, then
 * words at the end.
 */
export function shortened(sentence: string, limit: number): string {
  if ([...sentence].length <= limit) return sentence;
  const named = sentence.replaceAll(/\S+/g, (word) => withoutMiddle(word, NAME));
  const clauses = named.split(", ");
  const last = clauses.pop() ?? "";
  for (let kept = clauses.length; kept > 0; kept--) {
    const left = kept === clauses.length ? clauses : [...clauses.slice(0, kept), "…"];
    const text = [...left, last].join(", ");
    if ([...text].length <= limit) return text;
  }
  return withoutEnd(named, limit);
}

/** "$0.0042", "less than $0.0001": never zero for a positive cost. */
export function dollarsText(dollars: number): string {
  if (dollars > 0 && dollars < 0.0001) return "less than $0.0001";
  return `$${dollars.toFixed(dollars < 1 ? 4 : 2)}`;
}

/** Bytes as "1.2 GB". */
export function bytesText(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB", "PB"] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const amount = bytes / 1024 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}

/** "12 calls, about $0.0042"; without a price if the calls were free. */
export function spentWords({
  calls,
  dollars,
  atLeast = false,
}: {
  readonly calls: number;
  readonly dollars: number;
  /** True if the price of some calls is unknown. */
  readonly atLeast?: boolean | undefined;
}): string {
  const made = counted(calls, "call");
  if (dollars === 0) return made;
  if (atLeast) return `${made}, at least $${dollars.toFixed(5)}`;
  return `${made}, ${dollars < 0.0001 ? "" : "about "}${dollarsText(dollars)}`;
}

/** "1 row", "2 rows". */
export function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
