import { setTimeout } from "node:timers/promises";
import type { App, Receiver } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import { z } from "zod";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { messageOf } from "../../../src/errors.ts";
import { parseJson } from "../../../src/json.ts";
import type { Log } from "../../../src/log/log.ts";
import { clientOptions, toLogger } from "../api/client.ts";
import { storedFirst } from "./stored-first.ts";

/** Slack says so some seconds before it ends a connection. https://docs.slack.dev/apis/events-api/using-socket-mode */
const farewell = z.object({ type: z.literal("disconnect"), reason: z.enum(["warning", "refresh_requested"]) });

/** What a connection delivers. */
interface SocketRequest {
  readonly body: Record<string, unknown>;
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** Slack greets a new connection at once; one that it does not greet is given up. */
const GREETED_WITHIN_MS = 30_000;
/** A connection that Slack has said farewell to is ended after so long, if Slack has not. */
const LEFT_AFTER_MS = 60_000;
/** A connection that lasted so long was a good one: the next is opened at once. */
const STEADY_MS = 60_000;
/** Pauses before the next one otherwise, doubling from the first to the last. */
const FIRST_MS = 500;
const LAST_MS = 30_000;
const SUBJECT = "Socket Mode's connection";

/** One connection. The package closes it when Slack says farewell; this one goes on until Slack ends it. */
class Connection extends SocketModeClient {
  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    if (typeof data === "string" && farewell.safeParse(parseJson(data)).success) this.emit("farewell");
    else await super.onWebSocketMessage(data, isBinary).catch((error: unknown) => this.emit("error", error));
  }
}

/**
 * Receives requests over a WebSocket that the bot opens itself, so that it needs no public address. Slack ends each after some hours: the
 * next is open before, and what arrives over either is handled. Slack allows ten at once.
 */
export function createSocketReceiver(
  appToken: string,
  options: {
    readonly apiUrl: string | undefined;
    readonly fetch: typeof globalThis.fetch;
    readonly complaints: Complaints;
    readonly log: Log;
  },
): Receiver {
  const { apiUrl, fetch, complaints, log } = options;
  const connections = new Set<Connection>();
  const stop = new AbortController();
  let app: App | undefined;
  let pause = 0;

  /** Opens a connection, trying again until it is open. */
  async function connect(): Promise<void> {
    for (;;) {
      await setTimeout(pause, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
      try {
        await open();
        return complaints.settle(SUBJECT);
      } catch (error) {
        pause = longer(pause);
        complaints.add(
          SUBJECT,
          `Socket Mode's connection failed: ${error ? messageOf(error) : "it was closed"}. Trying again.`,
        );
      }
    }
  }

  async function open(): Promise<void> {
    const connection = new Connection({
      appToken,
      autoReconnectEnabled: false,
      logger: toLogger(log),
      clientOptions: { ...clientOptions(apiUrl, log), timeout: 0, fetch },
    });
    const end = (): void => void connection.disconnect().catch(() => undefined);
    let late: NodeJS.Timeout | undefined;
    let openedAt: number | undefined;
    let hasNext = false;
    function openNext(): void {
      if (hasNext || openedAt === undefined || stop.signal.aborted) return;
      hasNext = true;
      pause = performance.now() - openedAt < STEADY_MS ? longer(pause) : 0;
      void connect();
    }
    connection.on("slack_event", (request: SocketRequest) => void receive(request));
    connection.on("connecting", () => {
      late = globalThis.setTimeout(end, GREETED_WITHIN_MS);
    });
    connection.on("farewell", () => {
      openNext();
      globalThis.setTimeout(end, LEFT_AFTER_MS).unref();
    });
    connection.on("disconnected", () => {
      connections.delete(connection);
      openNext();
    });
    await connection.start().finally(() => clearTimeout(late));
    openedAt = performance.now();
    connections.add(connection);
    if (stop.signal.aborted) end();
  }

  /** A failed request is not acknowledged, so Slack sends an event again. An error thrown into the callback would end the process. */
  async function receive({ body, ack, retry_num, retry_reason }: SocketRequest): Promise<void> {
    const retried = {
      ...(retry_num !== undefined && { retryNum: retry_num }),
      ...(retry_reason !== undefined && { retryReason: retry_reason }),
    };
    await app?.processEvent({ body, ack, ...retried }).catch((error: unknown) => {
      log.warn({ error: messageOf(error) }, "a request of Slack was not acknowledged");
    });
  }

  return {
    init(bolt) {
      app = storedFirst(bolt);
    },
    start: connect,
    async stop() {
      stop.abort();
      for (const connection of connections) void connection.disconnect().catch(() => undefined);
    },
  };
}

function longer(pause: number): number {
  return Math.min(Math.max(FIRST_MS, pause * 2), LAST_MS);
}
