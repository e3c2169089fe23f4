/** How amounts of a unit are written. */
export interface AxisUnit {
  readonly kind: "time" | "bytes" | "percent" | "count";
  /** One unit in seconds, bytes, percent or pieces. */
  readonly factor: number;
  /** The suffix of each amount: "/s". */
  readonly per: string;
  /** The caption, for what the amounts do not show: "errors per min". */
  readonly caption: string;
}

/** One step of a scale: amounts below `until` are written in it. */
interface Scale {
  readonly name: string;
  readonly size: number;
  readonly until: number;
}

const SCALES: Readonly<Record<AxisUnit["kind"], readonly Scale[]>> = {
  time: [
    { name: " µs", size: 1e-6, until: 1e-3 },
    { name: " ms", size: 1e-3, until: 1 },
    { name: " s", size: 1, until: 120 },
    { name: " min", size: 60, until: 7_200 },
    { name: " h", size: 3_600, until: 172_800 },
    { name: " d", size: 86_400, until: Number.POSITIVE_INFINITY },
  ],
  bytes: [" B", " KB", " MB", " GB", " TB", " PB"].map((name, power, all) => ({
    name,
    size: 1024 ** power,
    until: power === all.length - 1 ? Number.POSITIVE_INFINITY : 1024 ** (power + 1),
  })),
  percent: [{ name: " %", size: 1, until: Number.POSITIVE_INFINITY }],
  count: [
    { name: "", size: 1, until: 1e4 },
    { name: " k", size: 1e3, until: 1e6 },
    { name: " M", size: 1e6, until: 1e9 },
    { name: " G", size: 1e9, until: Number.POSITIVE_INFINITY },
  ],
};

const KINDS: Readonly<Record<string, readonly [AxisUnit["kind"], number]>> = {
  seconds: ["time", 1],
  s: ["time", 1],
  milliseconds: ["time", 1e-3],
  ms: ["time", 1e-3],
  microseconds: ["time", 1e-6],
  percent: ["percent", 1],
  "%": ["percent", 1],
  bytes: ["bytes", 1],
  kilobytes: ["bytes", 1024],
  megabytes: ["bytes", 1024 ** 2],
  gigabytes: ["bytes", 1024 ** 3],
  terabytes: ["bytes", 1024 ** 4],
};

/** Reads CloudWatch's units and plain ones; any other text is a unit of pieces. */
export function toUnit(text: string): AxisUnit {
  const [base = "", per] = text.toLowerCase().split("/");
  const known = Object.hasOwn(KINDS, base.trim()) ? KINDS[base.trim()] : undefined;
  if (known) return { kind: known[0], factor: known[1], per: per === undefined ? "" : "/s", caption: "" };
  const caption = /^(none|count)?$/i.test(text) ? "" : text.replace(/^count\/second$/i, "per s");
  return { kind: "count", factor: 1, per: "", caption };
}

/** The scale in which an amount of this size is written. */
export function scaleFor(size: number, { kind, factor }: AxisUnit): { readonly name: string; readonly size: number } {
  const amount = Math.abs(size) * factor;
  const scales = SCALES[kind];
  const found = amount === 0 && kind === "time" ? scales[2] : scales.find(({ until }) => amount < until);
  const { name, size: base } = found ?? { name: "", size: 1 };
  return { name, size: base / factor };
}

/** One amount with its unit, to four digits, a time to three: "4.17 min", "99.95 %", "1.5 GB", "12,500". */
export function amount(value: number, unit: AxisUnit): string {
  const scale = unit.kind === "count" && Math.abs(value) < 1e6 ? { name: "", size: 1 } : scaleFor(value, unit);
  const scaled = value / scale.size;
  const digits = { maximumSignificantDigits: unit.kind === "time" ? 3 : Math.abs(scaled) >= 1e4 ? 6 : 4 };
  return `${scaled.toLocaleString("en-US", digits)}${scale.name}${unit.per}`;
}
