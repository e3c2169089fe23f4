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
  /** Serves one page until it disconnects. */
  serve(stream: SSEStreamingApi): Promise<void>;
  close(): void;
}

/** `look` returns everything that should be shown; changes by other replicas are found by polling it. */
export function createLive(look: () => Promise<readonly ElementChange[]>): Live {
  /** Each page with the last version it was sent, by element, so that the next poll corrects a page that got an older one. */
  const audience = new Map<SSEStreamingApi, Map<string, string>>();
  let timer: NodeJS.Timeout | undefined;

  function push(change: ElementChange): void {
    for (const page of audience.keys()) sendOnce(page, change);
  }

  function sendOnce(page: SSEStreamingApi, change: ElementChange): void {
    const sent = audience.get(page);
    const hash = createHash("sha1").update(change.html).digest("base64");
    if (sent === undefined || sent.get(change.id) === hash) return;
    sent.set(change.id, hash);
    void page.writeSSE({ event: "card", data: JSON.stringify(change) }).catch(() => undefined);
  }

  async function poll(): Promise<void> {
    for (const change of await look()) push(change);
  }

  function startPolling(): void {
    timer ??= setInterval(() => void poll().catch(() => undefined), POLL_MS);
    timer.unref();
  }

  return {
    full: () => audience.size >= LARGEST_AUDIENCE,
    push,
    async serve(stream) {
      audience.set(stream, new Map());
      startPolling();
      const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
      for (const change of await look().catch(() => [])) sendOnce(stream, change);
      const beat = setInterval(() => void stream.writeSSE({ event: "beat", data: "" }).catch(() => undefined), BEAT_MS);
      beat.unref();
      await gone;
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
