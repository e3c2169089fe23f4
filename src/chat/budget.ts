import { NotYet } from "../errors.ts";
import { URGENCIES, type Urgency } from "./chat.ts";

/** How much may be sent. `perMinute` refills evenly; `burst` is what a quiet time has saved up. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

/** How much a platform takes: of posts in one place and in all, of edits in all, and what progress may use of these. */
export interface Rates {
  readonly place: Rate;
  readonly post: Rate;
  readonly edit: Rate;
  /** What progress may use of the edits: half. */
  readonly progress: Rate;
}

export interface Call {
  readonly place: string;
  readonly kind: "post" | "edit";
  readonly urgency: Urgency;
}

export interface Budget {
  /** Resolves when the call may go, the most urgent first; true when it had to wait. Throws {@link NotYet} when that would take long. */
  turn(call: Call): Promise<boolean>;
  /** The platform said: wait so long, with posts in that place, or with edits anywhere. */
  hold(call: Pick<Call, "place" | "kind">, ms: number): void;
}

/** The longest a call waits for its turn; then it looks anew what there is to send. */
const LONGEST_WAIT_MS = 5_000;

interface Bucket {
  tokens: number;
  at: number;
  notBefore: number;
}

interface Waiting {
  readonly call: Call;
  readonly until: number;
  readonly go: () => void;
  readonly giveUp: (error: NotYet) => void;
}

/** Shares what may be sent among all threads: a token a call from each bucket it counts in. */
export function createBudget(rates: Rates, now: () => number): Budget {
  const buckets = new Map<string, Bucket>();
  let queue: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function bucket(name: string, rate: Rate): Bucket {
    const known = buckets.get(name) ?? { tokens: rate.burst, at: now(), notBefore: 0 };
    const time = now();
    known.tokens = Math.min(rate.burst, known.tokens + ((time - known.at) * rate.perMinute) / 60_000);
    known.at = time;
    buckets.set(name, known);
    return known;
  }

  function bucketsOf({ place, kind, urgency }: Call): readonly (readonly [Bucket, Rate])[] {
    const named: readonly (readonly [string, Rate])[] = [
      [kind, rates[kind]],
      ...(kind === "post" ? [[`post ${place}`, rates.place] as const] : []),
      ...(urgency === "progress" ? [["progress", rates.progress] as const] : []),
    ];
    return named.map(([name, rate]) => [bucket(name, rate), rate] as const);
  }

  /** Milliseconds until every bucket of a call holds a token. */
  function waitOf(call: Call): number {
    const waits = bucketsOf(call).map(([{ tokens, notBefore }, { perMinute }]) =>
      Math.max(notBefore - now(), ((1 - tokens) * 60_000) / perMinute, 0),
    );
    return Math.ceil(Math.max(...waits));
  }

  function take(call: Call): void {
    for (const [one] of bucketsOf(call)) one.tokens -= 1;
  }

  /** Lets go whoever may, in order of urgency, and looks again when the next one may. */
  function serve(): void {
    clearTimeout(timer);
    timer = undefined;
    const waiting = queue.toSorted((a, b) => URGENCIES.indexOf(a.call.urgency) - URGENCIES.indexOf(b.call.urgency));
    queue = [];
    for (const one of waiting) {
      const wait = waitOf(one.call);
      if (wait === 0) {
        take(one.call);
        one.go();
      } else if (now() + wait > one.until) one.giveUp(notYet(wait));
      else queue.push(one);
    }
    const next = Math.min(...queue.map(({ call }) => waitOf(call)));
    if (Number.isFinite(next)) timer = setTimeout(serve, Math.max(1, next)).unref();
  }

  return {
    turn(call) {
      const wait = waitOf(call);
      const ahead = queue.some((one) => URGENCIES.indexOf(one.call.urgency) <= URGENCIES.indexOf(call.urgency));
      if (wait === 0 && !ahead) {
        take(call);
        return Promise.resolve(false);
      }
      if (call.urgency === "progress" || wait > LONGEST_WAIT_MS) return Promise.reject(notYet(Math.max(wait, 500)));
      return new Promise((resolve, reject) => {
        queue.push({ call, until: now() + LONGEST_WAIT_MS, go: () => resolve(true), giveUp: reject });
        serve();
      });
    },
    hold(call, ms) {
      const limited = bucketsOf({ ...call, urgency: "state" }).at(-1)?.[0];
      if (limited) limited.notBefore = now() + ms;
      serve();
    },
  };
}

function notYet(afterMs: number): NotYet {
  return new NotYet("the platform takes no more at present", { afterMs });
}
