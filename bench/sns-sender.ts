import { connect, type Socket } from "node:net";

/** The outcome of a post: its status, 0 where there was no answer, and how long it took, ms. */
export interface Post {
  readonly status: number;
  readonly ms: number;
}

interface Waiting {
  readonly bytes: Buffer;
  readonly sent: number;
  readonly resolve: (post: Post) => void;
}

/** One of the connections: it has one request at a time. */
interface Line {
  readonly socket: Socket;
  now: Waiting | undefined;
}

/**
 * Posts deliveries as SNS does, over at most `atOnce` connections that stay open; more wait for their turn. Plain sockets, because a client
 * of HTTP would take as much processor time as the bot that is measured. The bot's answers have no body.
 */
export function createSnsSender(port: number, atOnce: number) {
  const waiting: Waiting[] = [];
  const free: Line[] = [];
  const open = new Set<Line>();

  function openLine(): Line {
    const line: Line = { socket: connect({ port, host: "127.0.0.1", noDelay: true }), now: undefined };
    open.add(line);
    line.socket.setEncoding("latin1");
    line.socket.on("data", (text: string) => {
      if (!text.includes("\r\n\r\n")) return;
      end(line, Number(text.slice("HTTP/1.1 ".length, "HTTP/1.1 200".length)));
      free.push(line);
      next();
    });
    line.socket.on("error", () => line.socket.destroy());
    line.socket.once("close", () => {
      open.delete(line);
      if (free.includes(line)) free.splice(free.indexOf(line), 1);
      end(line, 0);
      next();
    });
    return line;
  }

  function end(line: Line, status: number): void {
    const { now } = line;
    line.now = undefined;
    now?.resolve({ status, ms: performance.now() - now.sent });
  }

  function next(): void {
    const line = waiting.length === 0 ? undefined : (free.pop() ?? (open.size < atOnce ? openLine() : undefined));
    if (!line) return;
    line.now = waiting.shift();
    line.socket.write(line.now?.bytes ?? "");
  }

  return {
    post(body: string): Promise<Post> {
      const bytes = requestOf(port, body);
      return new Promise((resolve) => {
        waiting.push({ bytes, sent: performance.now(), resolve });
        next();
      });
    },
    close(): void {
      for (const { socket } of open) socket.destroy();
    },
  };
}

function requestOf(port: number, body: string): Buffer {
  const head = [
    "POST /sns HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Content-Type: text/plain; charset=UTF-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}
