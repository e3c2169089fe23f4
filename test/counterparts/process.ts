import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { freePort } from "./free-port.ts";

/** A server of somebody else's in a process of its own. */
export interface Counterpart {
  /** Empty where it did not start. */
  readonly endpoint: string;
  /** Why it did not start: "moto_server is not installed". */
  readonly missing?: string;
  stop(): Promise<void>;
}

/** How a counterpart is started, so that it serves HTTP on a port of loopback. */
export interface CounterpartCommand {
  readonly command: string;
  readonly args: (port: number) => readonly string[];
  readonly cwd?: string;
}

const leash = fileURLToPath(new URL("leash.ts", import.meta.url));
/** A process that lives this long without an answer is not going to give one. */
const STARTS_WITHIN_MS = 180_000;
const APART_MS = 50;

/** Starts a counterpart on a free port: resolves when it answers, or with the reason when it ends or stays silent. */
export async function startCounterpart({ command, args, cwd }: CounterpartCommand): Promise<Counterpart> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [leash, command, ...args(port)], {
    stdio: ["pipe", "ignore", "pipe"],
    ...(cwd !== undefined && { cwd }),
  });
  const closed = once(child, "close");
  let why = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    why += text;
  });
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };
  const until = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null) {
      await closed;
      return notStarted(why);
    }
    if (Date.now() > until) {
      await stop();
      return notStarted(`${command} did not answer within ${STARTS_WITHIN_MS / 60_000} min`);
    }
    await setTimeout(APART_MS);
  }
  return { endpoint, stop };
}

/** A counterpart that cannot be used here. */
export function notStarted(missing: string): Counterpart {
  return { endpoint: "", missing, stop: async () => {} };
}

/** Starts a counterpart for the tests of a file, and stops it after them. Where it does not start a line says why: skip what needs it. */
export async function useCounterpart(name: string, start: () => Promise<Counterpart>): Promise<Counterpart> {
  const started = await start();
  if (started.missing !== undefined) process.stdout.write(`skipped: what needs ${name}, as ${started.missing}\n`);
  afterAll(() => started.stop());
  return started;
}

function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}
