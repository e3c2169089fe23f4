/**
 * Properties of a part that a fault can change. `load` and `consumed` add multiples of the average; `latency`, `tail`, `capacity`,
 * `provisioned` and `connections` multiply; the rest add.
 */
export interface Levers {
  load: number;
  consumed: number;
  latency: number;
  tail: number;
  /** Percentage points. */
  cpu: number;
  /** Of a consumer: the messages that it can process. */
  capacity: number;
  /** Of a table: its provisioned capacity. */
  provisioned: number;
  /** Share of requests, 0 to 1. */
  faults: number;
  /** The share of free memory. */
  memory: number;
  /** Shares of requests that are throttled. */
  hotKey: number;
  account: number;
  concurrency: number;
  /** Additional connections, as a multiple. */
  connections: number;
  /** Minutes since a queue began to grow, else 0. */
  elapsed: number;
}

export type Lever = Exclude<keyof Levers, "elapsed">;

/** How a fault's strength changes over time: it rises and stays, climbs and falls repeatedly, or passes. */
export type StrengthCurve =
  | { readonly type: "step"; readonly riseMinutes: number }
  | { readonly type: "sawtooth"; readonly periodMinutes: number }
  | { readonly type: "peaks"; readonly periodMinutes: number; readonly from: number }
  | { readonly type: "pulse"; readonly minutes: number }
  /** A step, so many minutes later. */
  | { readonly type: "late"; readonly afterMinutes: number; readonly riseMinutes: number };

/** A lever of a part, and its strength over time. */
export interface Modifier {
  readonly component: string;
  readonly lever: Lever;
  readonly amount: number;
  readonly shape: StrengthCurve;
}

/** The levers of a healthy part. */
export const neutral: Readonly<Levers> = {
  load: 0,
  consumed: 0,
  latency: 1,
  tail: 1,
  cpu: 0,
  capacity: 1,
  provisioned: 1,
  faults: 0,
  memory: 0,
  hotKey: 0,
  account: 0,
  concurrency: 0,
  connections: 1,
  elapsed: 0,
};

const multiplied: ReadonlySet<Lever> = new Set(["latency", "tail", "capacity", "provisioned", "connections"]);

/** The strength of a shape, 0 to 1, minutes after the onset. */
export function strength(shape: StrengthCurve, minutes: number): number {
  if (minutes < 0) return 0;
  switch (shape.type) {
    case "step":
      return Math.min(1, (minutes + 0.5) / Math.max(0.5, shape.riseMinutes));
    case "sawtooth":
      return (minutes % shape.periodMinutes) / shape.periodMinutes;
    case "peaks": {
      const phase = (minutes % shape.periodMinutes) / shape.periodMinutes;
      return phase < shape.from ? 0 : (phase - shape.from) / (1 - shape.from);
    }
    case "pulse":
      return minutes < shape.minutes ? 1 : 0;
    case "late": {
      const { afterMinutes, riseMinutes } = shape;
      return strength({ type: "step", riseMinutes }, minutes - afterMinutes);
    }
    default:
      return shape satisfies never;
  }
}

/** Applies modifiers, so many minutes after their onset, to the levers of each part. */
export function pull(
  touched: Map<string, Levers>,
  modifiers: readonly Modifier[],
  minutes: number,
  lasts: number,
): void {
  if (minutes < 0 || minutes >= lasts) return;
  for (const { component, lever, amount, shape } of modifiers) {
    const levers = touched.get(component) ?? { ...neutral };
    const power = strength(shape, minutes);
    if (multiplied.has(lever)) levers[lever] *= amount ** power;
    else levers[lever] += amount * power;
    // Only a consumer with less capacity makes a queue grow.
    if (lever === "capacity") levers.elapsed = minutes + 1;
    touched.set(component, levers);
  }
}
