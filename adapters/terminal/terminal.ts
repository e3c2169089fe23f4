import type { Card } from "../../src/card/card.ts";
import { answerOf } from "../../src/conversation/inbound.ts";
import type { PlatformAdapter, PlatformHost } from "../../src/platform.ts";
import { createTerminalChat } from "./chat.ts";
import { toLines } from "./text.ts";

const CHANNEL = "terminal:demo";
/** Nothing is waited for longer: a storm has no cause to accept. */
const LONGEST_MS = 60_000;
const PERSON = { id: "terminal:you", name: "you" };

/** A demonstration in the terminal: the platform for the list, and its end. */
export interface Demonstration {
  readonly platform: PlatformAdapter;
  /** Resolves once the person's decision is shown. */
  readonly over: Promise<void>;
}

/**
 * Plays an incident and prints what a channel would show; when a cause is confirmed or likely, a person accepts it. Where the evidence
 * proves none it ends with the verdict. `print` takes one line.
 */
export function demonstrate(incident: string, zone: string, print: (line: string) => void): Demonstration {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const printed = new Map<string, readonly string[]>();
  let decided = false;
  let ended = false;

  /** Prints a message as it is posted, and afterwards only the lines that are new in it. */
  function show(message: string, card: Card, host: PlatformHost): void {
    if (ended) return;
    const before = printed.get(message);
    const lines = toLines(card, zone);
    printed.set(message, lines);
    const fresh = before === undefined ? lines : lines.filter((line) => line !== "" && !before.includes(line));
    if (fresh.length > 0) print(["", ...fresh].join("\n"));
    if (!decided && message.endsWith("#root")) void decide(card, host);
    if (!decided && /^(?:INCONCLUSIVE|NO FAULT FOUND)/.test(card.title)) finish();
    if (decided && /\baccepted by\b/i.test(fresh.join("\n"))) finish();
  }

  function finish(): void {
    ended = true;
    end();
  }

  /** Presses Accept once the card offers it for a confirmed cause. */
  async function decide(card: Card, host: PlatformHost): Promise<void> {
    const [accept] = card.blocks.flatMap((block) =>
      block.type === "actions" ? block.actions.filter(({ label }) => label === "Accept") : [],
    );
    const isFound = card.blocks.some(
      (block) =>
        block.type === "text" &&
        /^(?:Cause|Where) \((?:confirmed|likely)\)/.test(toLines({ ...card, blocks: [block] }, zone)[1] ?? ""),
    );
    if (!accept || !isFound) return;
    decided = true;
    print(`\n> you press [Accept], or type: ${accept.command}`);
    const said = { place: CHANNEL, channel: CHANNEL, actor: PERSON, zone, manner: "addressed" } as const;
    const received = await host.receive({
      ...said,
      id: "demo-accept",
      text: accept.command,
      at: host.now().toISOString(),
    });
    const answer = answerOf(received);
    if (answer) print(toLines(answer, zone).join("\n"));
  }

  const platform: PlatformAdapter = {
    async connect(_config, host) {
      return {
        name: "terminal",
        chat: createTerminalChat((message, card) => show(message, card, host)),
        place: CHANNEL,
        complaints: () => [],
        greeting: () => ["terminal", "this one"],
        async start() {
          setTimeout(finish, LONGEST_MS).unref();
          await host.raise(incident);
        },
      };
    },
  };
  return { platform, over };
}
