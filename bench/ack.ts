import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { startSlack } from "../test/counterparts/slack/server.ts";
import { startBot } from "./bot-process.ts";
import { seedInvestigations, typeAndPress } from "./typed-and-pressed.ts";

/** Slash commands and button presses in turn, at a steady rate, on investigations that already have a history. */
const PER_SECOND = 50;
const SECONDS = Number(process.argv[2] ?? 30);
const CHANNEL = "C0001";

const slack = await startSlack();
const folder = await mkdtemp(join(tmpdir(), "gumshoe-bench-"));
const numbers = await seedInvestigations(folder, CHANNEL);
const bot = await startBot({
  DATA_DIR: folder,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_SIGNING_SECRET: slack.signingSecret,
  SLACK_CHANNEL: CHANNEL,
  SLACK_API_URL: slack.apiUrl,
});
const { waits, errors } = await typeAndPress(
  { slack, port: bot.port, channel: CHANNEL, numbers },
  { perSecond: PER_SECOND, seconds: SECONDS },
);

await bot.stop();
await slack.close();
await rm(folder, { recursive: true });
const sorted = waits.toSorted((a, b) => a - b);
const at = (share: number): number =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
const result = { bench: "ack", requests: waits.length, errors, p50: at(0.5), p99: at(0.99), max: at(1) };
process.stdout.write(`${JSON.stringify(result)}\n`);
