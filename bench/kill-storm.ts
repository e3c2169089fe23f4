import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { openSqliteStores } from "../adapters/sqlite/stores.ts";
import { threadOf } from "../adapters/web/channel/chat.ts";
import { type Card, plain } from "../src/card/card.ts";
import { cardSchema } from "../src/card/card-schema.ts";
import { parseJson } from "../src/json.ts";
import { silentLog } from "../src/log/log.ts";
import { startSigner } from "../test/counterparts/sns/signer.ts";
import { message } from "../test/scenarios/house.ts";
import { type BotProcess, startBot } from "./bot-process.ts";

/**
 * Kills the process with SIGKILL amid a storm, again and again, and counts the alarms that its channel does not name in the end, and those
 * that it names twice. `npm run bench:kill-storm -- 300 5`: three hundred alarms, five kills, on SQLite.
 */
const alarms = Number(process.argv[2] ?? 300);
const kills = Number(process.argv[3] ?? 5);
/** Longer than a lease: what a killed process had begun is begun anew when its lease has ended. */
const SETTLE_MS = 45_000;
/** Deliveries at the same time, as SNS has them. */
const TOGETHER = 10;
const PLACE = "web:general";

const nameOf = (index: number): string => `storm-${String(index).padStart(4, "0")}`;
const signer = await startSigner();
const folder = await mkdtemp(join(tmpdir(), "gumshoe-kill-storm-"));
const settings = {
  AWS_ACCESS_KEY_ID: "embedded",
  AWS_SECRET_ACCESS_KEY: "embedded",
  DATA_DIR: folder,
  SNS_TOPICS: signer.topic,
  AWS_ENDPOINT_URL: signer.endpoint,
};
let bot: BotProcess = await startBot(settings);
let sent = 0;
const senders = Array.from({ length: TOGETHER }, async () => {
  for (let index = sent++; index < alarms; index = sent++) await post(nameOf(index));
});
for (let kill = 1; kill <= kills; kill++) {
  while (sent < (alarms * kill) / (kills + 1)) await pause(5);
  await bot.kill();
  bot = await startBot(settings);
}
await Promise.all(senders);
await pause(SETTLE_MS);
await bot.stop();
const found = await look();
signer.close();
await rm(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ bench: "kill-storm", alarms, kills, ...found })}\n`);
process.exit(0);

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** As SNS does: again until it is taken. */
async function post(name: string): Promise<void> {
  const body = JSON.stringify(signer.notification(JSON.stringify(message(name, "ALARM", new Date().toISOString()))));
  for (;;) {
    const taken = await fetch(`http://127.0.0.1:${bot.port}/sns`, { method: "POST", body }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (taken) return;
    await pause(100);
  }
}

/** How often the channel names each alarm: in a storm's lists, or, as the first few are, by a card of its own. */
async function look(): Promise<{ readonly lost: number; readonly doubled: number; readonly storms: number }> {
  const stores = await openSqliteStores({ folder, now: () => new Date(), log: silentLog });
  const roots = await stores.board.list(PLACE, 1_000);
  const threads = await Promise.all(roots.map(({ key }) => stores.board.list(threadOf(PLACE, key), 1_000)));
  await stores.close();
  const shown = [roots, ...threads].flat().flatMap(({ key, body }) => {
    const card = cardSchema.safeParse(parseJson(body)).data;
    return card ? [{ key, card }] : [];
  });
  const isRoot = (key: string): boolean => key.endsWith("#root");
  const texts = shown.flatMap(({ key, card }) => {
    if (isRoot(key)) return [card.title];
    return /#members-/.test(key) ? textsIn(card) : [];
  });
  const text = texts.join("\n");
  const counts = Array.from({ length: alarms }, (_, index) => text.split(nameOf(index)).length - 1);
  return {
    lost: counts.filter((count) => count === 0).length,
    doubled: counts.filter((count) => count > 1).length,
    storms: shown.filter(({ key, card }) => isRoot(key) && card.title.startsWith("STORM")).length,
  };
}

function textsIn({ blocks }: Card): readonly string[] {
  return blocks.flatMap((block) => ("text" in block ? [plain(block.text)] : []));
}
