import { createHash } from "node:crypto";
import type { SSEStreamingApi } from "hono/streaming";

/** The most connected pages; further ones are asked to retry later. */
const LARGEST_AUDIENCE = 100;
/** How long a page of another replica may lag. */
const POLL_MS = 1_000;
/** The interval of comments that keep proxies from closing the connection. */
const BEAT_MS = 15_000;

/** An element that connected pages replace; `id` is the element's. */
export interface ElementChange {
  readonly id: string;
  readonly parent: string;
  readonly html: string;
}

/** Pushes changes to every connected page, each once. */
export interface Live {
  full(): boolean;
  push(change: ElementChange): void;
  /** Serves one page, `back` pages before the newest, until it disconnects, or its session ends (epoch seconds). */
  serve(stream: SSEStreamingApi, back: number, expires?: number): Promise<void>;
  close(): void;
}

interface Follower {
  readonly back: number;
  /** The last version that was sent, by element, so that the next poll corrects a page that got an older one. */
  readonly sent: Map<string, string>;
}

/** `look` returns everything that should be shown so many pages before the newest; changes by other replicas are found by polling it. */
export function createLive(look: (back: number) => Promise<readonly ElementChange[]>): Live {
  const audience = new Map<SSEStreamingApi, Follower>();
  let timer: NodeJS.Timeout | undefined;

  function push(change: ElementChange): void {
    for (const page of audience.keys()) sendOnce(page, change);
  }

  function sendOnce(page: SSEStreamingApi, change: ElementChange): void {
    const sent = audience.get(page)?.sent;
    const hash = createHash("sha1").update(change.html).digest("base64");
    if (sent === undefined || sent.get(change.id) === hash) return;
    sent.set(change.id, hash);
    void page.writeSSE({ event: "card", data: JSON.stringify(change) }).catch(() => undefined);
  }

  async function poll(): Promise<void> {
    for (const back of new Set([...audience.values()].map((follower) => follower.back))) {
      const shown = await look(back);
      for (const [page, follower] of audience) {
        if (follower.back === back) for (const change of shown) sendOnce(page, change);
      }
    }
  }

  function startPolling(): void {
    timer ??= setInterval(() => void poll().catch(() => undefined), POLL_MS);
    timer.unref();
  }

  return {
    full: () => audience.size >= LARGEST_AUDIENCE,
    push,
    async serve(stream, back, expires) {
      audience.set(stream, { back, sent: new Map() });
      startPolling();
      const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
      for (const change of await look(back).catch(() => [])) sendOnce(stream, change);
      const beat = setInterval(() => void stream.writeSSE({ event: "beat", data: "" }).catch(() => undefined), BEAT_MS);
      beat.unref();
      const end =
        expires === undefined ? undefined : setTimeout(() => void stream.close(), expires * 1000 - Date.now());
      end?.unref();
      await gone;
      clearTimeout(end);
      clearInterval(beat);
      audience.delete(stream);
      if (audience.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    close() {
      clearInterval(timer);
      for (const page of audience.keys()) void page.close();
    },
  };
}
