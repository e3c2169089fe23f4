import { shapeOf } from "../src/telemetry/logs/log-patterns.ts";
import { mask } from "../src/telemetry/masking/mask.ts";
import { say } from "../test/command/say.ts";
import { hostileLine, hostileParts, hostileTexts } from "../test/hostile.ts";

/**
 * `npm run bench:text`: the longest time, in ms, that text made to keep regular expressions busy takes: 100 KB of log line to be masked
 * and to be shaped, and a long text to the bot to be understood. Its last line is JSON.
 */
function slowest(
  texts: readonly string[],
  read: (text: string) => unknown,
): { readonly ms: number; readonly of: string } {
  const times = texts.map((text) => {
    const started = performance.now();
    read(text);
    return { ms: Math.round(performance.now() - started), of: text.slice(0, 20) };
  });
  return times.reduce((worst, each) => (each.ms > worst.ms ? each : worst));
}

const lines = hostileParts.map(hostileLine);
const result = {
  bench: "text",
  mask: slowest(lines, mask),
  shape: slowest(lines, shapeOf),
  understand: slowest(hostileTexts, (text) => [say(text), say(text, "overheard")]),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
