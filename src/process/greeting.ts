import type { Config } from "./config.ts";

/** A line of the start-up greeting: what it is about, and a sentence on it. */
export type GreetingLine = readonly [name: string, text: string];

/** Returns the address of the server, as a browser on this machine reaches it. */
export function addressOf({ HOST }: Config, port: number): string {
  return `http://${HOST === "0.0.0.0" || HOST === "::" ? "localhost" : HOST}:${port}`;
}

/** Returns the text printed at the start: addresses, and what is connected. */
export function greeting(title: string, lines: readonly GreetingLine[]): string {
  return `${[title, ...lines.map(([name, text]) => `  ${name.padEnd(9)} ${text}`)].join("\n")}\n`;
}
