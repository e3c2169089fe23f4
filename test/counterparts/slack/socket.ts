import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import WebSocket from "ws";

/** Socket Mode: what Slack would post comes through a WebSocket that the bot opened. */
export interface Sockets {
  url(port: number): string;
  /** Sends an envelope to a connected bot; resolves with the payload of its acknowledgement. */
  send(type: "slash_commands" | "events_api" | "interactive", payload: unknown): Promise<unknown>;
  /** How many are connected. */
  count(): number;
  /** The fewest that were connected at once since the first. */
  fewest(): number;
  /** Says farewell to every connection, as Slack does every few hours; the returned function ends them. */
  refresh(reason: "warning" | "refresh_requested"): () => void;
  /** Drops every connection: a client comes back. */
  disconnect(): void;
  close(): void;
}

export function createSockets(server: Server): Sockets {
  const sockets = new Set<WebSocket>();
  let turn = 0;
  let fewest = Number.POSITIVE_INFINITY;
  const waiting = new Map<string, (payload: unknown) => void>();
  const host = new WebSocket.Server({ server, path: "/link" });
  host.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      fewest = Math.min(fewest, sockets.size);
    });
    socket.on("message", (data) => {
      const { envelope_id, payload } = JSON.parse(data.toString()) as { envelope_id?: string; payload?: unknown };
      waiting.get(envelope_id ?? "")?.(payload);
      waiting.delete(envelope_id ?? "");
    });
    socket.send(JSON.stringify({ type: "hello", num_connections: sockets.size, connection_info: { app_id: "A0001" } }));
  });
  return {
    url: (port) => `ws://127.0.0.1:${port}/link`,
    send(type, payload) {
      // Slack does not say which connection it takes.
      const socket = [...sockets][turn++ % sockets.size];
      if (!socket) return Promise.reject(new Error("no bot is connected"));
      const envelope_id = randomUUID();
      const acknowledged = new Promise((resolve) => waiting.set(envelope_id, resolve));
      socket.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload: type !== "events_api" }));
      return acknowledged;
    },
    count: () => sockets.size,
    fewest: () => Math.min(fewest, sockets.size),
    refresh(reason) {
      const leaving = [...sockets];
      const said = JSON.stringify({ type: "disconnect", reason, debug_info: { host: "applink-1" } });
      for (const socket of leaving) socket.send(said);
      return () => {
        for (const socket of leaving) socket.close();
      };
    },
    disconnect() {
      for (const socket of sockets) socket.terminate();
    },
    close() {
      for (const socket of sockets) socket.terminate();
      host.close();
    },
  };
}
