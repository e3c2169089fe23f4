import { NotYet } from "../errors.ts";
import { URGENCIES, type Urgency } from "./chat.ts";

/**
 * A token bucket: `perMinute` tokens refill evenly, up to `burst`. Where `apartMs` is given, calls that nobody waits for are at least so far
 * apart: what changes ten times a second would use the burst up before there is much to tell.
 */
export interface TokenBucket {
  readonly perMinute: number;
  readonly burst: number;
  readonly apartMs?: number;
}

/** The limits of a platform: posts and edits in one place, posts in all, edits in all, and the part of the edits for progress. */
export interface Rates {
  readonly place: TokenBucket;
  /** Edits in one place, so that one storm leaves the others their share. */
  readonly placeEdit: TokenBucket;
  readonly post: TokenBucket;
  readonly edit: TokenBucket;
  /** The part of the edits that progress may use. */
  readonly progress: TokenBucket;
}

export interface ChatCall {
  readonly place: string;
  readonly kind: "post" | "edit";
  readonly urgency: Urgency;
}

export interface Budget {
  /** Resolves when the call may be sent, the most urgent first; true if it had to wait. Throws {@link NotYet} if the wait would be long. */
  turn(call: ChatCall): Promise<boolean>;
  /** The platform asked for a pause: of posts in that place, or of all edits. */
  hold(call: Pick<ChatCall, "place" | "kind">, ms: number): void;
}

/** The longest wait of a call; then the caller compares again what there is to send. */
const LONGEST_WAIT_MS = 5_000;

interface Bucket {
  tokens: number;
  at: number;
  notBefore: number;
  lastAt: number;
}

interface Waiting {
  readonly call: ChatCall;
  readonly until: number;
  readonly go: () => void;
  readonly giveUp: (error: NotYet) => void;
}

/** A rate limiter for all threads: each call takes a token from each of its buckets. */
export function createBudget(rates: Rates, now: () => number): Budget {
  const buckets = new Map<string, Bucket>();
  let queue: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function bucket(name: string, rate: TokenBucket): Bucket {
    const known = buckets.get(name) ?? {
      tokens: rate.burst,
      at: now(),
      notBefore: 0,
      lastAt: Number.NEGATIVE_INFINITY,
    };
    const time = now();
    known.tokens = Math.min(rate.burst, known.tokens + ((time - known.at) * rate.perMinute) / 60_000);
    known.at = time;
    buckets.set(name, known);
    return known;
  }

  function bucketsOf({ place, kind, urgency }: ChatCall): readonly (readonly [Bucket, TokenBucket])[] {
    const named: readonly (readonly [string, TokenBucket])[] = [
      ...(kind === "edit" ? [[`edit ${place}`, rates.placeEdit] as const] : []),
      [kind, rates[kind]],
      ...(kind === "post" ? [[`post ${place}`, rates.place] as const] : []),
      ...(urgency === "progress" ? [["progress", rates.progress] as const] : []),
    ];
    return named.map(([name, rate]) => [bucket(name, rate), rate] as const);
  }

  /** Milliseconds until every bucket of a call has a token. */
  function waitOf(call: ChatCall): number {
    const waits = bucketsOf(call).map(([{ tokens, notBefore, lastAt }, { perMinute, apartMs = 0 }]) => {
      const apart = isAwaited(call) ? 0 : lastAt + apartMs - now();
      return Math.max(notBefore - now(), apart, ((1 - tokens) * 60_000) / perMinute, 0);
    });
    return Math.ceil(Math.max(...waits));
  }

  function take(call: ChatCall): void {
    for (const [one] of bucketsOf(call)) {
      one.tokens -= 1;
      one.lastAt = now();
    }
  }

  /** Releases the calls that have tokens, in order of urgency, and sets a timer for the next one. */
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

/** Whether somebody is looking for it: an alarm, or the answer to what a person did. */
function isAwaited({ urgency }: ChatCall): boolean {
  return urgency === "alarm" || urgency === "decision";
}

function notYet(afterMs: number): NotYet {
  return new NotYet("the platform takes no more at present", { afterMs });
}
