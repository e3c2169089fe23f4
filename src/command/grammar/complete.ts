import { signals } from "../asking/signal.ts";
import { verbs } from "../verbs.ts";

/** Commands that begin with the typed text, in the order of help. */
export function complete(prefix: string): readonly string[] {
  const [, target = "", typed = ""] = /^((?:G-\d+ +)?)(.*)$/is.exec(prefix) ?? [];
  const lower = typed.toLowerCase();
  const names = Object.keys(verbs);
  const texts = [
    ...names,
    ...names.map((name) => `help ${name}`),
    ...signals.map((signal) => `metrics ${signal} `),
    ...["last 30m", "last 3h", "yesterday"].map((time) => `changes ${time}`),
  ];
  const wanted = lower.includes(" ") ? texts : names;
  return wanted.filter((text) => text.startsWith(lower)).map((text) => `${target}${text}`);
}
