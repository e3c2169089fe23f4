import { createHash } from "node:crypto";
import type { SSEStreamingApi } from "hono/streaming";

/** Pages that can be connected at once; one more is told to come again. */
const LARGEST_AUDIENCE = 100;
/** How long a page of another replica may lag behind. */
const POLL_MS = 1_000;
/** Comments that keep proxies from hanging up. */
const BEAT_MS = 15_000;

/** One thing that connected pages show anew. `id` is the element's. */
export interface Change {
  readonly id: string;
  readonly parent: string;
  readonly html: string;
}

/** Pushes changes to every connected page, each once. */
export interface Live {
  full(): boolean;
  push(change: Change): void;
  /** Serves one page until it hangs up. */
  serve(stream: SSEStreamingApi): Promise<void>;
  close(): void;
}

/** `look` names all that should be shown: what other replicas changed is found by looking about once a second. */
export function createLive(look: () => Promise<readonly Change[]>): Live {
  /** Each page with what it was told last, by element: whoever got an older look is put right by the next one. */
  const audience = new Map<SSEStreamingApi, Map<string, string>>();
  let timer: NodeJS.Timeout | undefined;

  function push(change: Change): void {
    for (const page of audience.keys()) tell(page, change);
  }

  function tell(page: SSEStreamingApi, change: Change): void {
    const told = audience.get(page);
    const hash = createHash("sha1").update(change.html).digest("base64");
    if (told === undefined || told.get(change.id) === hash) return;
    told.set(change.id, hash);
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
      for (const change of await look().catch(() => [])) tell(stream, change);
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
