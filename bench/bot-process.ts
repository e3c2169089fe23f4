import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { freePort } from "../test/counterparts/free-port.ts";

/** The bot as a process of its own, which listens. */
export interface BotProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Lets it finish what it began. */
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** Starts the bot, in the playground unless `settings` say otherwise; rejects if it ends before it listens: the reason stands on stderr. */
export async function startBot(
  settings: Readonly<Record<string, string>>,
  { program = "src/main.ts", port }: { readonly program?: string; readonly port?: number } = {},
): Promise<BotProcess> {
  const listensOn = port ?? (await freePort());
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, TELEMETRY: "playground", LOG_LEVEL: "error", ...settings, PORT: String(listensOn) },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const listens = child.stdout ? once(child.stdout, "data") : Promise.reject(new Error("its output is not read"));
  await Promise.race([
    listens,
    ended.then(([code]) => {
      throw new Error(`the bot ended with ${code} before it listened`);
    }),
  ]);
  // What it says later is not read; a full pipe would hold it up.
  child.stdout?.resume();
  return { child, port: listensOn, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}
